package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `raw` for IPv6.
public final class Ip6tableRaw extends TableModule {
  public Ip6tableRaw() {
    super(Family.IPV6, TableKind.RAW, 1857);
  }
}
