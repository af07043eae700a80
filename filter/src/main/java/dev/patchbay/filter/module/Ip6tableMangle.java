package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `mangle` for IPv6.
public final class Ip6tableMangle extends TableModule {
  public Ip6tableMangle() {
    super(Family.IPV6, TableKind.MANGLE, 1795);
  }
}
