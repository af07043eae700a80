package dev.patchbay.filter.match;

import dev.patchbay.packet.Family;

/// `-m hl`: how many hops an IPv6 packet has left.
public final class Hl extends HopMatch {
  public Hl() {
    super(Family.IPV6, "hl", "HL match: You must specify one of `--hl-eq', `--hl-lt', `--hl-gt'");
  }
}
