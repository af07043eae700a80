package dev.patchbay.filter.target;

import dev.patchbay.packet.Family;

/// `-j TTL`: writes how many hops an IPv4 packet has left.
public final class Ttl extends HopTarget {
  public Ttl() {
    super(Family.IPV4, "TTL");
  }
}
