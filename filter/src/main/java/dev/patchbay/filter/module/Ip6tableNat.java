package dev.patchbay.filter.module;

import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;

/// The module of the table `nat` for IPv6.
public final class Ip6tableNat extends TableModule {
  public Ip6tableNat() {
    super(Family.IPV6, TableKind.NAT, 2021);
  }
}
