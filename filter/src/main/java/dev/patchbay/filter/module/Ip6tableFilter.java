package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `filter` for IPv6.
public final class Ip6tableFilter extends TableModule {
  public Ip6tableFilter() {
    super(Family.IPV6, TableKind.FILTER, 1734);
  }
}
