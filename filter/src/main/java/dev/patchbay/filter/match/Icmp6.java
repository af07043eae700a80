package dev.patchbay.filter.match;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;

/// `-m icmp6`: type and code of ICMPv6.
public final class Icmp6 extends IcmpMatch {
  public Icmp6() {
    super(Family.IPV6, "icmp6", "icmpv6-type", IpProtocol.ICMPV6, "ipv6-icmp", IcmpNames.V6);
  }
}
