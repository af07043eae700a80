package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.ConnectionSnapshot.Direction;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// Which flows are meant: what the parameters say that were given.
final class Flows {
  @Nullable Family family;
  @Nullable Integer protocol;
  @Nullable Prefix originalSource;
  @Nullable Prefix originalDestination;
  @Nullable Prefix replySource;
  @Nullable Prefix replyDestination;
  @Nullable Integer sourcePort;
  @Nullable Integer destinationPort;
  @Nullable Integer replySourcePort;
  @Nullable Integer replyDestinationPort;
  @Nullable Integer icmpType;
  @Nullable Integer icmpCode;
  @Nullable Integer icmpId;
  @Nullable String state;
  @Nullable Integer mark;
  int markMask = -1;
  @Nullable Integer status;
  boolean unreplied;
  @Nullable Integer zone;
  @Nullable Ip sourceNat;
  @Nullable Ip destinationNat;
  @Nullable Ip anyNat;
  boolean anySourceNat;
  boolean anyDestinationNat;
  boolean eitherNat;

  boolean contains(ConnectionSnapshot flow) {
    Direction original = flow.original();
    Direction reply = flow.reply();
    return (family == null || family == flow.family())
        && is(protocol, flow.protocol())
        && lies(originalSource, original.source())
        && lies(originalDestination, original.destination())
        && lies(replySource, reply.source())
        && lies(replyDestination, reply.destination())
        && is(sourcePort, original.sourceNumber())
        && is(destinationPort, original.destinationNumber())
        && is(replySourcePort, reply.sourceNumber())
        && is(replyDestinationPort, reply.destinationNumber())
        && is(icmpType, original.destinationNumber() >>> 8)
        && is(icmpCode, original.destinationNumber() & 0xff)
        && is(icmpId, original.sourceNumber())
        && (state == null || state.equals(flow.state()))
        && (mark == null || (flow.mark() & markMask) == mark)
        && (status == null || flow.has(status))
        && (!unreplied || !flow.has(Connection.SEEN_REPLY))
        && is(zone, flow.originalZone())
        && isTranslated(flow);
  }

  private static boolean is(@Nullable Integer wanted, int value) {
    return wanted == null || wanted == value;
  }

  private static boolean lies(@Nullable Prefix wanted, Ip address) {
    return wanted == null || (wanted.family() == address.family() && wanted.contains(address));
  }

  /// Whether not only the port has become another.
  private static boolean isMoved(ConnectionSnapshot flow, boolean translated) {
    return translated && !flow.original().source().equals(flow.reply().destination());
  }

  private boolean isTranslated(ConnectionSnapshot flow) {
    boolean source = flow.has(Connection.SRC_NAT);
    boolean destination = flow.has(Connection.DST_NAT);
    Ip from = flow.reply().destination();
    Ip to = flow.reply().source();
    return (!anySourceNat || source)
        && (!anyDestinationNat || destination)
        && (!eitherNat || source || destination)
        && (sourceNat == null || (isMoved(flow, source) && sourceNat.equals(from)))
        && (destinationNat == null || (destination && destinationNat.equals(to)))
        && (anyNat == null
            || (source && anyNat.equals(from))
            || (destination && anyNat.equals(to)));
  }
}
