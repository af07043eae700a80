package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;

/// `-j SNPT`: another prefix for the source address.
public final class Snpt extends PrefixTarget {
  public Snpt() {
    super("SNPT", true, HookPoint.INPUT, HookPoint.POSTROUTING);
  }
}
