package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `security` for IPv6.
public final class Ip6tableSecurity extends TableModule {
  public Ip6tableSecurity() {
    super(Family.IPV6, TableKind.SECURITY, 1769);
  }
}
