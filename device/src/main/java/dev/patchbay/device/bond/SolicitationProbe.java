package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
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
import dev.patchbay.stack.route.Route;

/// Asks targets by neighbour solicitation, beside ARP (`ns_ip6_target`; `bond_ns_send_all`,
/// `bond_na_rcv`).
final class SolicitationProbe {
  private static final int HEADROOM = 64;

  private final BondDevice bond;
  private final Flow flow = new Flow();

  SolicitationProbe(BondDevice bond) {
    this.bond = bond;
  }

  void ask(Slave slave) {
    for (Ip target : bond.targets().ipv6()) {
      ask(slave, target);
    }
  }

  private void ask(Slave slave, Ip target) {
    Fib fib = Fib.of(bond.netns(), Family.IPV6);
    flow.clear();
    flow.destinationHi = target.hi();
    flow.destinationLo = target.lo();
    flow.output = bond;
    Route route = fib.output(flow);
    if (route == null || route.error() != 0) {
      if (bond.isOn(BondOption.ARP_VALIDATE)) {
        bond.log(Level.WARN, "no route to ns_ip6_target " + target + " and arp_validate is set");
      }
      send(slave, target, 0, 0);
    } else if (route.device() == bond && fib.selectSource(bond, flow)) {
      send(slave, target, flow.sourceHi, flow.sourceLo);
    }
  }

  private void send(Slave slave, Ip target, long sourceHi, long sourceLo) {
    Packet packet = bond.netns().world().allocate(HEADROOM + NeighbourDiscovery.SOLICITATION_FRAME);
    NeighbourDiscovery.pushSolicitation(
        packet, bond.address().value(), sourceHi, sourceLo, target.hi(), target.lo());
    slave.lastSent = bond.now();
    slave.send(packet);
  }

  /// The place of the target that a frame is an answer from, or -1.
  int answered(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    return is(packet, Icmpv6.NEIGHBOUR_ADVERTISEMENT) && isForBond(bytes, ip)
        ? bond.targets().indexOf(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip))
        : -1;
  }

  /// The place of the target that a frame, a question of the bond's own, asks for, or -1.
  int asked(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    int at = ip + Ipv6.HEADER;
    return is(packet, Icmpv6.NEIGHBOUR_SOLICITATION)
            && isOwn(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip))
        ? bond.targets()
            .indexOf(NeighbourDiscovery.targetHi(bytes, at), NeighbourDiscovery.targetLo(bytes, at))
        : -1;
  }

  private static boolean is(Packet packet, int type) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    return packet.protocol() == EtherType.IPV6
        && packet.type() != Packet.Type.OTHERHOST
        && Ipv6.fits(bytes, ip, packet.tail())
        && Ipv6.nextHeader(bytes, ip) == IpProtocol.ICMPV6
        && NeighbourDiscovery.fits(bytes, ip + Ipv6.HEADER, packet.tail())
        && Icmpv6.type(bytes, ip + Ipv6.HEADER) == type;
  }

  private boolean isForBond(byte[] bytes, int ip) {
    long hi = Ipv6.destinationHi(bytes, ip);
    long lo = Ipv6.destinationLo(bytes, ip);
    boolean toAll = hi == Ipv6.LINK_MULTICAST_HI && lo == 1;
    return toAll || isOwn(hi, lo);
  }

  private boolean isOwn(long hi, long lo) {
    InetDevice inet = InetDevice.inet6(bond);
    return inet != null && inet.find(hi, lo) != null;
  }
}
