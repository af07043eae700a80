package dev.patchbay.device.tunnel;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Udp;

/// A number that the frames of one flow have in common, and those of another probably not
/// (`skb_get_hash`): made of addresses, protocol and ports, or of the Ethernet addresses.
public final class FlowHash {
  private static final long FIRST = 0x9e37_79b9_7f4a_7c15L;
  private static final long SECOND = 0xc2b2_ae3d_27d4_eb4fL;

  private FlowHash() {}

  /// That of the frame between `at` and `tail`.
  public static int of(byte[] bytes, int at, int tail) {
    int ip = at + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, at);
    if (etherType == EtherType.IPV4 && Ipv4.headerFits(bytes, ip, tail)) {
      long addresses = Ipv4.addresses(bytes, ip);
      int payload = Ipv4.isFragment(bytes, ip) ? tail : Ipv4.payload(bytes, ip);
      return mix(addresses, ports(bytes, payload, tail, Ipv4.protocol(bytes, ip)));
    }
    if (etherType == EtherType.IPV6 && Ipv6.headerFits(bytes, ip, tail)) {
      long addresses =
          (Ipv6.sourceHi(bytes, ip) ^ Ipv6.destinationHi(bytes, ip)) * SECOND
              + (Ipv6.sourceLo(bytes, ip) ^ Long.rotateLeft(Ipv6.destinationLo(bytes, ip), 32));
      int payload = ip + Ipv6.HEADER;
      return mix(addresses, ports(bytes, payload, tail, Ipv6.nextHeader(bytes, ip)));
    }
    return mix(Ethernet.destination(bytes, at), Ethernet.source(bytes, at) ^ etherType);
  }

  private static long ports(byte[] bytes, int at, int tail, int protocol) {
    boolean has = protocol == IpProtocol.UDP || protocol == IpProtocol.TCP;
    if (!has || tail - at < 4) {
      return protocol;
    }
    return (long) Udp.sourcePort(bytes, at) << 32
        | (long) Udp.destinationPort(bytes, at) << 16
        | protocol;
  }

  private static int mix(long one, long other) {
    long mixed = (one ^ FIRST) * SECOND ^ Long.rotateLeft(other * FIRST, 31);
    mixed = (mixed ^ mixed >>> 29) * FIRST;
    return (int) (mixed >>> 32);
  }
}
