package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;

/// `-j DNPT`: another prefix for the destination address.
public final class Dnpt extends PrefixTarget {
  public Dnpt() {
    super("DNPT", false, HookPoint.PREROUTING, HookPoint.OUTPUT);
  }
}
