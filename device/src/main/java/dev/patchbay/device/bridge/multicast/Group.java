package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;

/// A multicast group in a VLAN, whatever the source or from one (`br_ip`).
///
/// @param protocol IPv4, IPv6, or [#LINK] for a group of link-layer addresses
/// @param vlan the VLAN, or 0
/// @param hi the address left-aligned in 128 bits; the value of a link-layer address
/// @param sourceHi the source likewise, all 0 for any
public record Group(int protocol, int vlan, long hi, long lo, long sourceHi, long sourceLo) {
  /// The protocol of groups of link-layer addresses.
  public static final int LINK = 0;

  /// The group of an address, whatever the source.
  public static Group of(Ip address, int vlan) {
    int protocol = address.isV4() ? EtherType.IPV4 : EtherType.IPV6;
    return new Group(protocol, vlan, address.hi(), address.lo(), 0, 0);
  }

  /// The group of a link-layer address.
  public static Group of(Mac address, int vlan) {
    return new Group(LINK, vlan, address.value(), 0, 0, 0);
  }

  /// The group in another VLAN.
  public Group in(int otherVlan) {
    return new Group(protocol, otherVlan, hi, lo, sourceHi, sourceLo);
  }

  /// The group from one source, or from any.
  public Group from(long hi, long lo) {
    return new Group(protocol, vlan, this.hi, this.lo, hi, lo);
  }

  /// Whether any source is meant, and the group is of IP (`(*, G)`).
  public boolean isStar() {
    return sourceHi == 0 && sourceLo == 0;
  }

  /// Whether it is a group of link-layer addresses.
  public boolean isLink() {
    return protocol == LINK;
  }

  /// The family of a group of IP.
  public Family family() {
    return protocol == EtherType.IPV4 ? Family.IPV4 : Family.IPV6;
  }

  /// The address as text.
  public String address() {
    return isLink() ? Mac.format(hi) : new Ip(family(), hi, lo).text();
  }

  /// The source as text.
  public String source() {
    return new Ip(family(), sourceHi, sourceLo).text();
  }

  /// Whether nobody keeps account of it: 224.0.0.0/24, ff02::1.
  static boolean isLocal(Family family, long hi, long lo) {
    return family == Family.IPV4
        ? Ipv4.isLocalMulticast((int) (hi >>> 32))
        : hi == Ipv6.LINK_MULTICAST_HI && lo == Ipv6.ALL_NODES_LO;
  }
}
