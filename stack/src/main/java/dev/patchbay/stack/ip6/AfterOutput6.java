package dev.patchbay.stack.ip6;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The stage behind the OUTPUT hook: finds another route when the hook has changed what the route
/// was found by (`ip6_route_me_harder`). It remembers one packet's, however long that is held up;
/// used ones are kept for the next packet.
final class AfterOutput6 implements Continuation {
  private final Ip6Output output;
  @Nullable AfterOutput6 nextFree;
  private long sourceHi;
  private long sourceLo;
  private long destinationHi;
  private long destinationLo;
  private int flowLabel;
  private int mark;

  AfterOutput6(Ip6Output output) {
    this.output = output;
  }

  AfterOutput6 remember(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    sourceHi = Ipv6.sourceHi(bytes, ip);
    sourceLo = Ipv6.sourceLo(bytes, ip);
    destinationHi = Ipv6.destinationHi(bytes, ip);
    destinationLo = Ipv6.destinationLo(bytes, ip);
    flowLabel = Ipv6.flowLabel(bytes, ip);
    mark = packet.mark();
    return this;
  }

  private boolean isChanged(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return sourceHi != Ipv6.sourceHi(bytes, ip)
        || sourceLo != Ipv6.sourceLo(bytes, ip)
        || destinationHi != Ipv6.destinationHi(bytes, ip)
        || destinationLo != Ipv6.destinationLo(bytes, ip)
        || flowLabel != Ipv6.flowLabel(bytes, ip)
        || mark != packet.mark();
  }

  @Override
  public int proceed(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    boolean changed = packet.destination() != null && isChanged(packet);
    output.free(this);
    if (out == null) {
      return 0;
    }
    return changed ? output.routeAgain(packet, out) : output.output(packet, out);
  }
}
