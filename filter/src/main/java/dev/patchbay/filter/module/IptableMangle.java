package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `mangle` for IPv4.
public final class IptableMangle extends TableModule {
  public IptableMangle() {
    super(Family.IPV4, TableKind.MANGLE, 1790);
  }
}
