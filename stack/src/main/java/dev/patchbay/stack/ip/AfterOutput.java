package dev.patchbay.stack.ip;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The stage behind the OUTPUT hook: finds another route when the hook has changed what the route
/// was found by (`ip_route_me_harder`). It remembers one packet's, however long that is held up;
/// used ones are kept for the next packet.
final class AfterOutput implements Continuation {
  private final IpOutput output;
  @Nullable AfterOutput nextFree;
  private int source;
  private int destination;
  private int tos;
  private int mark;

  AfterOutput(IpOutput output) {
    this.output = output;
  }

  AfterOutput remember(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    source = Ipv4.source(bytes, at);
    destination = Ipv4.destination(bytes, at);
    tos = Ipv4.tos(bytes, at);
    mark = packet.mark();
    return this;
  }

  private boolean isChanged(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    return source != Ipv4.source(bytes, at)
        || destination != Ipv4.destination(bytes, at)
        || tos != Ipv4.tos(bytes, at)
        || mark != packet.mark();
  }

  @Override
  public int proceed(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    boolean changed = isChanged(packet);
    output.free(this);
    return changed ? output.routeAgain(packet) : output.output(packet);
  }
}
