package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelModule;

/// The module that puts pieces of IPv4 packets together for tracking.
public final class NfDefragIpv4 implements KernelModule {
  @Override
  public String name() {
    return "nf_defrag_ipv4";
  }

  @Override
  public int size() {
    return 2018;
  }
}
