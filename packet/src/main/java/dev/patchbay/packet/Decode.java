package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// A frame as one line, in tcpdump's words:
///
/// ```
/// 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 98: 10.9.0.1 > 10.9.0.2: ICMP echo request, …
/// ```
///
/// Any bytes have a line: a header that is cut off or makes no sense shows as `[|arp]`, what is
/// unknown as its number. For people and tests, not for the packet path.
public final class Decode {
  private final byte[] bytes;
  private final StringBuilder out = new StringBuilder(160);

  private Decode(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The packet from its link header on; without one, from its head on as [Packet#protocol] says;
  /// and when that is not known either, as an Ethernet frame. A VLAN tag beside the bytes shows as
  /// if it were among them.
  public static String line(Packet packet) {
    Decode decode = new Decode(packet.bytes());
    int link = packet.link();
    if (link != Packet.UNSET && link <= packet.head()) {
      decode.ethernet(link, packet.tail(), packet);
    } else if (packet.protocol() != 0) {
      decode.network(packet.protocol(), packet.head(), packet.tail());
    } else {
      decode.ethernet(packet.head(), packet.tail(), packet);
    }
    return decode.out.toString();
  }

  /// The Ethernet frame between two indexes.
  public static String line(byte[] bytes, int from, int to) {
    Decode decode = new Decode(bytes);
    decode.ethernet(from, to, null);
    return decode.out.toString();
  }

  // ---- link

  private void ethernet(int at, int tail, @Nullable Packet beside) {
    if (!Ethernet.fits(bytes, at, tail)) {
      out.append("[|ether]");
      return;
    }
    Mac.appendTo(out, Ethernet.source(bytes, at)).append(" > ");
    Mac.appendTo(out, Ethernet.destination(bytes, at)).append(", ");
    int type = Ethernet.type(bytes, at);
    int length = tail - at;
    if (beside == null || beside.vlan() == Packet.NO_VLAN) {
      type(type).append(", length ").append(length).append(": ");
    } else {
      type(beside.vlanProtocol()).append(", length ");
      out.append(length + VlanTag.HEADER).append(": ");
      tag(beside.vlan(), type);
    }
    network(type, at + Ethernet.HEADER, tail);
  }

  private StringBuilder type(int type) {
    if (type < EtherType.MINIMUM) {
      return out.append("802.3");
    }
    String name = EtherType.name(type);
    out.append("ethertype ").append(name == null ? "Unknown" : name).append(" (0x");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(type >>> shift & 0xf, 16));
    }
    return out.append(')');
  }

  private void tag(int tci, int type) {
    out.append("vlan ").append(VlanTag.id(tci));
    out.append(", p ").append(VlanTag.priority(tci));
    out.append(VlanTag.dropEligible(tci) ? ", DEI, " : ", ");
    type(type).append(", ");
  }

  private void vlan(int at, int tail) {
    if (!VlanTag.fits(bytes, at, tail)) {
      out.append("[|vlan]");
      return;
    }
    int type = VlanTag.type(bytes, at);
    tag(VlanTag.tci(bytes, at), type);
    network(type, at + VlanTag.HEADER, tail);
  }

  // ---- network

  private void network(int type, int at, int tail) {
    switch (type) {
      case EtherType.VLAN, EtherType.QINQ -> vlan(at, tail);
      case EtherType.ARP -> arp(at, tail);
      case EtherType.IPV4 -> ipv4(at, tail);
      case EtherType.IPV6 -> ipv6(at, tail);
      default -> out.append("data ").append(tail - at);
    }
  }

  private void arp(int at, int tail) {
    if (!Arp.fits(bytes, at, tail)) {
      out.append("[|arp]");
      return;
    }
    switch (Arp.operation(bytes, at)) {
      case Arp.REQUEST -> arpRequest(at);
      case Arp.REPLY -> {
        Ip.appendTo(out.append("Reply "), Arp.senderIp(bytes, at));
        Mac.appendTo(out.append(" is-at "), Arp.senderMac(bytes, at));
      }
      default -> out.append("operation ").append(Arp.operation(bytes, at));
    }
    out.append(", length ").append(tail - at);
  }

  private void arpRequest(int at) {
    Ip.appendTo(out.append("Request who-has "), Arp.targetIp(bytes, at));
    if (Arp.targetMac(bytes, at) != 0) {
      Mac.appendTo(out.append(" ("), Arp.targetMac(bytes, at)).append(')');
    }
    Ip.appendTo(out.append(" tell "), Arp.senderIp(bytes, at));
  }

  private void ipv4(int at, int tail) {
    if (!Ipv4.headerFits(bytes, at, tail)) {
      out.append("[|ip]");
      return;
    }
    int length = Ipv4.totalLength(bytes, at);
    if (length < Ipv4.headerLength(bytes, at)) {
      out.append("bad-len ").append(length);
      return;
    }
    int end = end("truncated-ip", at + length, tail);
    int payload = Ipv4.payload(bytes, at);
    int protocol = Ipv4.protocol(bytes, at);
    boolean first = Ipv4.fragmentOffset(bytes, at) == 0;
    int ports = first && hasPorts(protocol, payload, end) ? payload : Packet.UNSET;
    port(Ip.appendTo(out, Ipv4.source(bytes, at)), ports, Udp.SOURCE_PORT).append(" > ");
    port(Ip.appendTo(out, Ipv4.destination(bytes, at)), ports, Udp.DESTINATION_PORT).append(": ");
    if (first) {
      transport(protocol, payload, end);
    } else {
      unknown(protocol);
    }
  }

  private void ipv6(int at, int tail) {
    if (!Ipv6.headerFits(bytes, at, tail)) {
      out.append("[|ip6]");
      return;
    }
    int payload = at + Ipv6.HEADER;
    int end = end("truncated-ip6", payload + Ipv6.payloadLength(bytes, at), tail);
    int ports = ports(Ipv6.skipExtensions(bytes, at, end), end);
    Ip.appendTo(out, Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at));
    port(out, ports, Udp.SOURCE_PORT).append(" > ");
    Ip.appendTo(out, Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at));
    port(out, ports, Udp.DESTINATION_PORT).append(": ");
    extensions(Ipv6.nextHeader(bytes, at), payload, end);
  }

  /// Where an IP packet ends: where it says, or where the bytes do.
  private int end(String complaint, int end, int tail) {
    if (end <= tail) {
      return end;
    }
    out.append(complaint).append(" - ").append(end - tail).append(" bytes missing! ");
    return tail;
  }

  private static int ports(long skipped, int tail) {
    int at = Ipv6.transportAt(skipped);
    return skipped >= 0 && hasPorts(Ipv6.transportProtocol(skipped), at, tail) ? at : Packet.UNSET;
  }

  private static boolean hasPorts(int protocol, int at, int tail) {
    return protocol == IpProtocol.UDP && tail - at >= Udp.LENGTH;
  }

  private StringBuilder port(StringBuilder to, int ports, int offset) {
    return ports == Packet.UNSET ? to : to.append('.').append(Wire.u16(bytes, ports + offset));
  }

  private void extensions(int nextHeader, int from, int tail) {
    int kind = nextHeader;
    int at = from;
    for (String name = extension(kind); name != null; name = extension(kind)) {
      if (tail - at < 8) {
        out.append("[|").append(name).append(']');
        return;
      }
      out.append(name).append(' ');
      if (kind == IpProtocol.FRAGMENT) {
        fragment(at, tail);
        if (Ipv6Fragment.offset(bytes, at) != 0) {
          return;
        }
        out.append(' ');
      }
      int length = Ipv6.extensionLength(bytes, at, kind);
      kind = Wire.u8(bytes, at);
      at += length;
    }
    transport(kind, at, tail);
  }

  private void fragment(int at, int tail) {
    out.append('(').append(Ipv6Fragment.offset(bytes, at));
    out.append('|').append(tail - at - Ipv6Fragment.HEADER).append(')');
  }

  private static @Nullable String extension(int kind) {
    return switch (kind) {
      case IpProtocol.HOP_BY_HOP -> "HBH";
      case IpProtocol.ROUTING -> "RT6";
      case IpProtocol.FRAGMENT -> "frag";
      case IpProtocol.AH -> "AH";
      case IpProtocol.DESTINATION_OPTIONS -> "DSTOPT";
      default -> null;
    };
  }

  // ---- transport

  private void transport(int protocol, int at, int tail) {
    switch (protocol) {
      case IpProtocol.ICMP -> new DecodeIcmp(bytes, out).icmp(at, tail);
      case IpProtocol.ICMPV6 -> new DecodeIcmp(bytes, out).icmpv6(at, tail);
      case IpProtocol.UDP -> udp(at, tail);
      case IpProtocol.NO_NEXT_HEADER -> out.append("no next header");
      default -> unknown(protocol).append(' ').append(Math.max(tail - at, 0));
    }
  }

  private StringBuilder unknown(int protocol) {
    return out.append("ip-proto-").append(protocol);
  }

  private void udp(int at, int tail) {
    if (!Udp.headerFits(bytes, at, tail)) {
      out.append("[|udp]");
    } else if (Udp.length(bytes, at) < Udp.HEADER) {
      out.append("truncated-udplength ").append(Udp.length(bytes, at));
    } else {
      out.append("UDP, length ").append(Udp.length(bytes, at) - Udp.HEADER);
    }
  }
}
