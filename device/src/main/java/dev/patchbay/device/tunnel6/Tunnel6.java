package dev.patchbay.device.tunnel6;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module that knows who takes packets inside packets of IPv6, see [Tunnel6Protocol].
public final class Tunnel6 implements KernelModule {
  @Override
  public String name() {
    return "tunnel6";
  }

  @Override
  public String path() {
    return "kernel/net/ipv6/tunnel6.ko";
  }

  @Override
  public int size() {
    return 3543;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
