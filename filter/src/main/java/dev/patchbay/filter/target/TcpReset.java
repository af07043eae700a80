package dev.patchbay.filter.target;

import dev.patchbay.core.DropReason;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;

/// A reset in answer to a segment, as if nobody listened (`nf_send_reset`).
final class TcpReset {
  private static final int ROOM = 128;

  private TcpReset() {}

  /// Answers the segment inspected, unless it is a reset itself or damaged.
  static void answer(Inspection packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport();
    boolean isWhole =
        packet.protocol() == IpProtocol.TCP
            && packet.fragment() == 0
            && Tcp.fits(bytes, at, packet.packet().tail());
    if (!isWhole || (Tcp.flags(bytes, at) & Tcp.RST) != 0 || isForMany(packet)) {
      return;
    }
    Packet reset = packet.netns().world().allocate(ROOM, packet.packet());
    reset.relateTo(packet.packet());
    write(reset, bytes, at, end(packet) - at - Tcp.headerLength(bytes, at));
    if (packet.family() == Family.IPV4) {
      send4(packet, reset);
    } else {
      send6(packet, reset);
    }
  }

  private static boolean isForMany(Inspection packet) {
    Packet.Destination route = packet.packet().destination();
    return route instanceof Route known
        && (known.type() == RouteType.BROADCAST || known.type() == RouteType.MULTICAST);
  }

  private static int end(Inspection packet) {
    return packet.network() + packet.length();
  }

  private static void write(Packet reset, byte[] segment, int at, int payload) {
    int flags = Tcp.flags(segment, at);
    int header = Tcp.push(reset, Tcp.destinationPort(segment, at), Tcp.sourcePort(segment, at), 0);
    byte[] bytes = reset.bytes();
    if ((flags & Tcp.ACK) != 0) {
      Tcp.sequence(bytes, header, Tcp.acknowledgement(segment, at));
      Tcp.flags(bytes, header, Tcp.RST);
      return;
    }
    int length = payload + ((flags & Tcp.SYN) != 0 ? 1 : 0) + ((flags & Tcp.FIN) != 0 ? 1 : 0);
    Tcp.acknowledgement(bytes, header, Tcp.sequence(segment, at) + length);
    Tcp.flags(bytes, header, Tcp.RST | Tcp.ACK);
  }

  private static void send4(Inspection packet, Packet reset) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int source = Ipv4.destination(bytes, ip);
    int destination = Ipv4.source(bytes, ip);
    Tcp.fillChecksum(
        reset.bytes(),
        reset.head(),
        Tcp.HEADER,
        Checksum.pseudo(source, destination, IpProtocol.TCP, Tcp.HEADER));
    IpStack stack = IpStack.of(packet.netns());
    Flow flow = new Flow();
    flow.clear();
    flow.sourceHi = Ip.hi(source);
    flow.destinationHi = Ip.hi(destination);
    flow.anySource = true;
    Route route = stack.fib().output(flow);
    if (route == null) {
      packet.netns().world().drop(reset, DropReason.IP_OUTNOROUTES);
      return;
    }
    IpHeader header = new IpHeader().clear();
    header.route = route;
    header.source = source;
    header.destination = destination;
    header.protocol = IpProtocol.TCP;
    header.dontFragment = true;
    stack.output().send(reset, header);
  }

  private static void send6(Inspection packet, Packet reset) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    Flow flow = new Flow();
    flow.clear();
    flow.sourceHi = Ipv6.destinationHi(bytes, ip);
    flow.sourceLo = Ipv6.destinationLo(bytes, ip);
    flow.destinationHi = Ipv6.sourceHi(bytes, ip);
    flow.destinationLo = Ipv6.sourceLo(bytes, ip);
    flow.protocol = IpProtocol.TCP;
    flow.anySource = true;
    flow.output = Ipv6.isLinkLocal(flow.destinationHi) ? packet.in() : null;
    Route route = Fib.of(packet.netns(), Family.IPV6).output(flow);
    if (route == null) {
      packet.netns().world().drop(reset, DropReason.IP_OUTNOROUTES);
      return;
    }
    Tcp.fillChecksum(
        reset.bytes(),
        reset.head(),
        Tcp.HEADER,
        Checksum.pseudo(
            flow.sourceHi,
            flow.sourceLo,
            flow.destinationHi,
            flow.destinationLo,
            IpProtocol.TCP,
            Tcp.HEADER));
    Ip6Header header = new Ip6Header().clear().of(flow, route);
    Ip6.of(packet.netns().machine()).output().send(reset, header);
  }
}
