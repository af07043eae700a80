package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `filter` for IPv4.
public final class IptableFilter extends TableModule {
  public IptableFilter() {
    super(Family.IPV4, TableKind.FILTER, 1729);
  }
}
