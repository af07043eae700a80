package dev.patchbay.filter.match;

import dev.patchbay.packet.IpProtocol;

/// `-m hbh`: the header of IPv6's hop-by-hop options.
public final class Hbh extends OptionsMatch {
  public Hbh() {
    super("hbh", IpProtocol.HOP_BY_HOP);
  }
}
