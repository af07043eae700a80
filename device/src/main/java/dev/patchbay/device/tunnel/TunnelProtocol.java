package dev.patchbay.device.tunnel;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip.TransportProtocol;
import dev.patchbay.stack.ip.TransportProtocols;
import java.util.ArrayList;
import java.util.List;

/// A protocol above IPv4 that carries tunnels (net/ipv4/tunnel4.c, gre_demux.c): those who handle
/// it are asked in turn, and when nobody has the tunnel its sender is told.
final class TunnelProtocol implements TransportProtocol {
  /// Who may have a tunnel for a packet.
  interface Handler {
    /// Takes the packet, whose head is what follows the outer header; false when it is for none of
    /// its tunnels.
    boolean receive(Packet packet, NetDevice device);

    /// An ICMP error about a packet of the protocol; false when no tunnel of its has sent it.
    boolean failed(IcmpError error);
  }

  private static final class Protocols implements MachinePart {
    static final Key<Protocols> KEY = new Key<>(machine -> new Protocols());

    final TunnelProtocol ipip = new TunnelProtocol();
    final TunnelProtocol ipv6 = new TunnelProtocol();
    final TunnelProtocol gre = new TunnelProtocol();

    TunnelProtocol of(int number) {
      return switch (number) {
        case IpProtocol.IPIP -> ipip;
        case IpProtocol.IPV6 -> ipv6;
        default -> gre;
      };
    }
  }

  private final List<Handler> handlers = new ArrayList<>(2);

  private TunnelProtocol() {}

  /// Registers a handler of the protocol, behind those there are.
  static void add(Machine machine, int number, Handler handler) {
    TunnelProtocol protocol = machine.part(Protocols.KEY).of(number);
    add(machine, number, handler, protocol.handlers.size());
  }

  /// Registers a handler of the protocol that is asked before all others.
  static void addFirst(Machine machine, int number, Handler handler) {
    add(machine, number, handler, 0);
  }

  private static void add(Machine machine, int number, Handler handler, int at) {
    TunnelProtocol protocol = machine.part(Protocols.KEY).of(number);
    protocol.handlers.add(at, handler);
    TransportProtocols.of(machine).add(number, protocol);
  }

  /// Undoes [#add].
  static void remove(Machine machine, int number, Handler handler) {
    TunnelProtocol protocol = machine.part(Protocols.KEY).of(number);
    protocol.handlers.remove(handler);
    if (protocol.handlers.isEmpty()) {
      TransportProtocols.of(machine).remove(number);
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
    IpStack.of(device).icmp().send(packet, device, Icmp.UNREACHABLE, Icmp.PORT_UNREACHABLE, 0);
    device.netns().world().drop(packet, DropReason.NO_TUNNEL);
  }

  @Override
  public void error(IcmpError error) {
    for (Handler handler : handlers) {
      if (handler.failed(error)) {
        return;
      }
    }
  }
}
