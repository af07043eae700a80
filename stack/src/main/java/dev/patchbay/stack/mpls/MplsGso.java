package dev.patchbay.stack.mpls;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module that cuts labelled packets which stand for many; here that is done where all are cut.
public final class MplsGso implements KernelModule {
  @Override
  public String name() {
    return "mpls_gso";
  }

  @Override
  public String path() {
    return "kernel/net/mpls/mpls_gso.ko";
  }

  @Override
  public int size() {
    return 1747;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL", "author=Simon Horman (horms@verge.net.au)", "description=MPLS GSO support");
  }
}
