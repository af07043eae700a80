package dev.patchbay.device.tunnel;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;

/// A tunnel of Ethernet frames in GRE.
public final class Gretap extends GreKind {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  @Override
  public String name() {
    return "gretap";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  public String fallbackName() {
    return "gretap0";
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new GreTunnel(netns, this, parameters, true);
  }
}
