package dev.patchbay.filter.target;

import dev.patchbay.packet.Family;

/// `-j HL`: writes how many hops an IPv6 packet has left.
public final class Hl extends HopTarget {
  public Hl() {
    super(Family.IPV6, "HL");
  }
}
