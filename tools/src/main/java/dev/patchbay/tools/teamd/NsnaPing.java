package dev.patchbay.tools.teamd;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import java.util.Map;

/// Asks by neighbour solicitation who has an IPv6 address.
final class NsnaPing extends PingWatch {
  private static final int HEADROOM = 64;

  private final Flow flow = new Flow();
  private Ip target = Ip.ANY6;

  NsnaPing(Daemon daemon, Port port, Config config) {
    super(daemon, port, config);
  }

  @Override
  String name() {
    return "nsna_ping";
  }

  @Override
  void loadOptions() throws Failure {
    Ip address = Ip.parse(Family.IPV6, target());
    if (address == null) {
      throw unknownHost();
    }
    target = address;
  }

  /// From an address of the port itself, if it has one.
  @Override
  void ask() {
    if (!port.isPresent() || !daemon.mayAsk(port) || InetDevice.inet6(port.device()) == null) {
      return;
    }
    flow.clear();
    flow.destinationHi = Ipv6.LINK_MULTICAST_HI;
    flow.destinationLo = Ipv6.solicitedNodeLo(target.lo());
    if (!Fib.of(port.device().netns(), Family.IPV6).selectSource(port.device(), flow)) {
      return;
    }
    Packet packet =
        port.device().netns().world().allocate(HEADROOM + NeighbourDiscovery.SOLICITATION_FRAME);
    NeighbourDiscovery.pushSolicitation(
        packet,
        port.device().address().value(),
        flow.sourceHi,
        flow.sourceLo,
        target.hi(),
        target.lo());
    port.device().send(packet);
  }

  /// An advertisement of the target that answers a solicitation.
  @Override
  boolean answers(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    int at = ip + Ipv6.HEADER;
    return packet.protocol() == EtherType.IPV6
        && Ipv6.fits(bytes, ip, packet.tail())
        && Ipv6.nextHeader(bytes, ip) == IpProtocol.ICMPV6
        && NeighbourDiscovery.fits(bytes, at, packet.tail())
        && Icmpv6.type(bytes, at) == Icmpv6.NEIGHBOUR_ADVERTISEMENT
        && NeighbourDiscovery.isSolicited(bytes, at)
        && NeighbourDiscovery.targetHi(bytes, at) == target.hi()
        && NeighbourDiscovery.targetLo(bytes, at) == target.lo();
  }

  @Override
  Map<String, Object> state() {
    Map<String, Object> state = super.state();
    state.put("target_host", target.text());
    return state;
  }
}
