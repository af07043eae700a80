package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.ConnectionSnapshot.Direction;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which flows are meant, or what a flow is to be: what the parameters say that were given.
final class Flows {
  @Nullable Family family;
  @Nullable Integer protocol;

  /// Whether the protocol has options of its own.
  boolean knowsProtocol;

  @Nullable Ip originalSource;
  @Nullable Ip originalDestination;
  @Nullable Ip replySource;
  @Nullable Ip replyDestination;
  @Nullable Ip sourceMask;
  @Nullable Ip destinationMask;

  /// A port, a key, or the number of an echo.
  @Nullable Integer sourceNumber;

  @Nullable Integer destinationNumber;
  @Nullable Integer replySourceNumber;
  @Nullable Integer replyDestinationNumber;
  @Nullable Integer icmpType;
  @Nullable Integer icmpCode;
  @Nullable String state;
  @Nullable Integer mark;
  int markMask = -1;
  @Nullable Integer status;

  /// The bits of the status that are looked at where the kernel chooses.
  int statusMask;

  @Nullable Integer zone;
  @Nullable Integer originalZone;
  @Nullable Integer replyZone;
  @Nullable Integer id;
  final Set<Integer> labels = new LinkedHashSet<>();

  /// Where packets come from once they are translated.
  @Nullable Translated source;

  /// Where packets go to once they are translated.
  @Nullable Translated destination;

  /// An address, and perhaps a port.
  record Translated(Ip address, @Nullable Integer port) {}

  /// Another word that tells of a family: they must agree.
  void family(Family named) {
    if (family != null && family != named) {
      throw Usage.wrong("mismatched address family");
    }
    family = named;
  }

  /// Whether the request means that flow.
  boolean contains(Request request, ConnectionSnapshot flow) {
    boolean kernel = request.order == Order.LIST;
    return isLike(flow)
        && isNear(flow)
        && (state == null || state.equals(flow.state()))
        && (mark == null || (flow.mark() & markMask) == mark)
        && (status == null || (flow.status() & status) == status)
        && (!kernel || status == null || (flow.status() & statusMask) == status)
        && is(zone, flow.originalZone())
        && is(originalZone, flow.originalZone())
        && is(replyZone, flow.replyZone())
        && is(id, flow.id())
        && hasLabels(flow)
        && isTranslated(request, flow);
  }

  /// Whether a change is for that flow: its new state, mark and status do not choose it.
  boolean picks(Request request, ConnectionSnapshot flow) {
    return isLike(flow)
        && isNear(flow)
        && is(id, flow.id())
        && hasLabels(flow)
        && isTranslated(request, flow);
  }

  private boolean isLike(ConnectionSnapshot flow) {
    Direction original = flow.original();
    Direction reply = flow.reply();
    return (family == null || family == flow.family())
        && is(protocol, flow.protocol())
        && (sourceMask != null || lies(originalSource, original.source()))
        && (destinationMask != null || lies(originalDestination, original.destination()))
        && lies(replySource, reply.source())
        && lies(replyDestination, reply.destination())
        && is(sourceNumber, original.sourceNumber())
        && is(destinationNumber, original.destinationNumber())
        && is(replySourceNumber, reply.sourceNumber())
        && is(replyDestinationNumber, reply.destinationNumber())
        && is(icmpType, original.destinationNumber() >>> 8)
        && is(icmpCode, original.destinationNumber() & 0xff);
  }

  private boolean isNear(ConnectionSnapshot flow) {
    return isIn(originalSource, sourceMask, flow.original().source())
        && isIn(originalDestination, destinationMask, flow.original().destination());
  }

  private static boolean isIn(@Nullable Ip address, @Nullable Ip mask, Ip other) {
    return address == null || mask == null || new Network(address, mask).contains(other);
  }

  private static boolean is(@Nullable Integer wanted, int value) {
    return wanted == null || wanted == value;
  }

  private static boolean lies(@Nullable Ip wanted, Ip address) {
    return wanted == null || wanted.equals(address);
  }

  private boolean hasLabels(ConnectionSnapshot flow) {
    return labels.stream().allMatch(flow::hasLabel);
  }

  private boolean isTranslated(Request request, ConnectionSnapshot flow) {
    boolean any = request.has(Option.ANY_NAT);
    boolean from = request.has(Option.SRC_NAT);
    boolean to = request.has(Option.DST_NAT);
    if (!any && !from && !to) {
      return true;
    }
    boolean isFrom = (any || from) && isMoved(flow, Connection.SRC_NAT, source);
    boolean isTo = (any || to) && isMoved(flow, Connection.DST_NAT, destination);
    return any ? isFrom || isTo : (!from || isFrom) && (!to || isTo);
  }

  /// Whether that end of the flow is another at its other end, and the one that is wanted. An IPv6
  /// address is not looked at, as the program does not.
  private static boolean isMoved(ConnectionSnapshot flow, int bit, @Nullable Translated wanted) {
    boolean source = bit == Connection.SRC_NAT;
    Direction original = flow.original();
    Direction reply = flow.reply();
    Ip before = source ? original.source() : original.destination();
    Ip after = source ? reply.destination() : reply.source();
    int portBefore = source ? original.sourceNumber() : original.destinationNumber();
    int portAfter = source ? reply.destinationNumber() : reply.sourceNumber();
    boolean moved = flow.has(bit) && !before.equals(after);
    boolean portMoved = flow.has(bit) && portBefore != portAfter;
    boolean looksAtAddress = wanted != null && wanted.address.family() == Family.IPV4;
    if (wanted == null || (!looksAtAddress && wanted.port == null)) {
      return moved || portMoved;
    }
    return (!looksAtAddress || (moved && wanted.address.equals(after)))
        && (wanted.port == null || (portMoved && Objects.requireNonNull(wanted.port) == portAfter));
  }
}
