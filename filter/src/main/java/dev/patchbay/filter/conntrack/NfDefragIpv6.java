package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelModule;

/// The module that puts pieces of IPv6 packets together for tracking.
public final class NfDefragIpv6 implements KernelModule {
  @Override
  public String name() {
    return "nf_defrag_ipv6";
  }

  @Override
  public int size() {
    return 7483;
  }
}
