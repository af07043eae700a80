package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `nat` for IPv4.
public final class IptableNat extends TableModule {
  public IptableNat() {
    super(Family.IPV4, TableKind.NAT, 2016);
  }
}
