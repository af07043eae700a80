package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `raw` for IPv4.
public final class IptableRaw extends TableModule {
  public IptableRaw() {
    super(Family.IPV4, TableKind.RAW, 1852);
  }
}
