package dev.patchbay.filter.match;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;

/// `-m icmp`: type and code of ICMP.
public final class Icmp extends IcmpMatch {
  public Icmp() {
    super(Family.IPV4, "icmp", "icmp-type", IpProtocol.ICMP, "icmp", IcmpNames.V4);
  }
}
