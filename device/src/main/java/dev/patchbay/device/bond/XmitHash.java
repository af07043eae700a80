package dev.patchbay.device.bond;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;

/// Which flow a packet belongs to, as a number: what `xmit_hash_policy` looks at (`bond_xmit_hash`;
/// bonding.rst, "xmit_hash_policy").
final class XmitHash {
  private static final int LAYER2 = 0;
  private static final int LAYER34 = 1;
  private static final int ENCAP23 = 3;
  private static final int ENCAP34 = 4;
  private static final int VLAN_SOURCE = 5;

  private final BondDevice bond;

  XmitHash(BondDevice bond) {
    this.bond = bond;
  }

  /// The number of a packet whose head is its link header.
  int of(Packet packet) {
    int policy = (int) bond.number(BondOption.XMIT_HASH_POLICY);
    byte[] bytes = packet.bytes();
    int link = packet.head();
    if (policy == VLAN_SOURCE) {
      return vlanSource(packet);
    }
    int type = Ethernet.type(bytes, link);
    int ethernet = ((bytes[link + 5] ^ bytes[link + 11]) & 0xff) ^ type;
    int at = link + Ethernet.HEADER;
    if (EtherType.isVlan(type) && packet.tail() >= at + VlanTag.HEADER) {
      type = u16(bytes, at + 2);
      at += VlanTag.HEADER;
    }
    boolean isIp = type == EtherType.IPV4 || type == EtherType.IPV6;
    if (policy == LAYER2 || !isIp) {
      return ethernet;
    }
    boolean ports = policy == LAYER34 || policy == ENCAP34;
    boolean unwraps = policy == ENCAP23 || policy == ENCAP34;
    return network(packet, at, ports ? 0 : ethernet, ports, unwraps);
  }

  private static int vlanSource(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + 6;
    int vendor = u16(bytes, at) << 8 | (bytes[at + 2] & 0xff);
    int device = u16(bytes, at + 3) << 8 | (bytes[at + 5] & 0xff);
    int vlan = packet.vlan() == Packet.NO_VLAN ? 0 : VlanTag.id(packet.vlan());
    return vlan ^ vendor ^ device;
  }

  /// Folds in the addresses of the network header at `at`, and the ports behind it if wanted.
  private static int network(Packet packet, int at, int ethernet, boolean ports, boolean unwraps) {
    byte[] bytes = packet.bytes();
    int tail = packet.tail();
    int version = tail > at ? bytes[at] >> 4 & 0xf : 0;
    if (version == 4 && Ipv4.headerFits(bytes, at, tail)) {
      int protocol = Ipv4.protocol(bytes, at);
      int payload = Ipv4.payload(bytes, at);
      if (unwraps && (protocol == IpProtocol.IPIP || protocol == IpProtocol.IPV6)) {
        return network(packet, payload, ethernet, ports, false);
      }
      int transport =
          ports && !Ipv4.isFragment(bytes, at) ? transport(bytes, payload, tail, protocol) : 0;
      return fold(
          ethernet ^ transport ^ swap(Ipv4.source(bytes, at)) ^ swap(Ipv4.destination(bytes, at)),
          ports);
    }
    if (version == 6 && Ipv6.headerFits(bytes, at, tail)) {
      int protocol = bytes[at + 6] & 0xff;
      int payload = at + Ipv6.HEADER;
      int transport = ports ? transport(bytes, payload, tail, protocol) : 0;
      int addresses = 0;
      for (int word = at + 8; word < payload; word += 4) {
        addresses ^= swap(i32(bytes, word));
      }
      return fold(ethernet ^ transport ^ addresses, ports);
    }
    return ethernet;
  }

  /// Both ports, or what tells one echo from another.
  private static int transport(byte[] bytes, int at, int tail, int protocol) {
    if (IpProtocol.hasPorts(protocol) && tail >= at + 4) {
      return swap(i32(bytes, at));
    }
    boolean echo =
        tail >= at + 8
            && ((protocol == IpProtocol.ICMP && (bytes[at] == 8 || bytes[at] == 0))
                || (protocol == IpProtocol.ICMPV6 && (bytes[at] & 0xfe) == 0x80));
    return echo ? (bytes[at] & 0xff) | swap(u16(bytes, at + 4)) : 0;
  }

  /// The kernel folds the numbers as its little-endian machine reads them.
  private static int swap(int value) {
    return Integer.reverseBytes(value);
  }

  private static int fold(int hash, boolean ports) {
    int folded = hash ^ hash >>> 16;
    folded ^= folded >>> 8;
    // The lowest bit says little: clients like even ports.
    return ports ? folded >>> 1 : folded;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int i32(byte[] bytes, int at) {
    return u16(bytes, at) << 16 | u16(bytes, at + 2);
  }
}
