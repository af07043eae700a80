package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `security` for IPv4.
public final class IptableSecurity extends TableModule {
  public IptableSecurity() {
    super(Family.IPV4, TableKind.SECURITY, 1764);
  }
}
