package dev.patchbay.filter.match;

import dev.patchbay.packet.IpProtocol;

/// `-m dst`: the header of IPv6's destination options.
public final class Dst extends OptionsMatch {
  public Dst() {
    super("dst", IpProtocol.DESTINATION_OPTIONS);
  }
}
