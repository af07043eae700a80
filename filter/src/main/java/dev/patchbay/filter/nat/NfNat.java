package dev.patchbay.filter.nat;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of address translation.
public final class NfNat implements KernelModule {
  @Override
  public String name() {
    return "nf_nat";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_conntrack");
  }

  @Override
  public int size() {
    return 37353;
  }
}
