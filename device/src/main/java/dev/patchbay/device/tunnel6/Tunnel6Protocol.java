package dev.patchbay.device.tunnel6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.TransportProtocol6;
import dev.patchbay.stack.ip6.TransportProtocols6;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A protocol above IPv6 that carries tunnels (net/ipv6/tunnel6.c): those who handle it are asked
/// in turn, and when nobody has the tunnel its sender is told.
final class Tunnel6Protocol implements TransportProtocol6 {
  /// Who may have a tunnel for a packet.
  interface Handler {
    /// Takes the packet, whose head is what follows the outer headers; false when it is for none of
    /// its tunnels.
    boolean receive(Packet packet, NetDevice device);

    /// An ICMPv6 error about a packet of the protocol; false when no tunnel of its has sent it.
    boolean failed(Icmp6Error error);
  }

  private static final class Protocols implements MachinePart {
    static final Key<Protocols> KEY = new Key<>(machine -> new Protocols());

    private final TreeMap<Integer, Tunnel6Protocol> byNumber = new TreeMap<>();

    Tunnel6Protocol of(int number) {
      return byNumber.computeIfAbsent(number, any -> new Tunnel6Protocol());
    }
  }

  private final List<Handler> handlers = new ArrayList<>(2);

  private Tunnel6Protocol() {}

  /// Registers a handler of the protocol, behind those there are.
  static void add(Machine machine, int number, Handler handler) {
    Tunnel6Protocol protocol = machine.part(Protocols.KEY).of(number);
    protocol.handlers.add(handler);
    TransportProtocols6.of(machine).add(number, protocol);
  }

  /// Undoes [#add].
  static void remove(Machine machine, int number, Handler handler) {
    Tunnel6Protocol protocol = machine.part(Protocols.KEY).of(number);
    protocol.handlers.remove(handler);
    if (protocol.handlers.isEmpty()) {
      TransportProtocols6.of(machine).remove(number);
    }
  }

  @Override
  public void receive(Packet packet, NetDevice device) {
    for (int i = 0; i < handlers.size(); i++) {
      if (handlers.get(i).receive(packet, device)) {
        return;
      }
    }
    packet.unpull(packet.head() - packet.network());
    Ip6.of(device.netns().machine())
        .icmp()
        .error(packet, device, Icmpv6.UNREACHABLE, Icmpv6.PORT_UNREACHABLE, 0);
    device.netns().world().drop(packet, DropReason.NO_TUNNEL);
  }

  @Override
  public void error(Icmp6Error error) {
    for (Handler handler : handlers) {
      if (handler.failed(error)) {
        return;
      }
    }
  }
}
