package dev.patchbay.filter.match;

import dev.patchbay.packet.Family;

/// `-m ttl`: how many hops an IPv4 packet has left.
public final class Ttl extends HopMatch {
  public Ttl() {
    super(
        Family.IPV4, "ttl", "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt");
  }
}
