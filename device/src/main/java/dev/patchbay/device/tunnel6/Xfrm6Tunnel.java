package dev.patchbay.device.tunnel6;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of IPsec in packets of IPv6, of which nothing is seen.
public final class Xfrm6Tunnel implements KernelModule {
  @Override
  public String name() {
    return "xfrm6_tunnel";
  }

  @Override
  public List<String> dependencies() {
    return List.of("tunnel6");
  }

  @Override
  public String path() {
    return "kernel/net/ipv6/xfrm6_tunnel.ko";
  }

  @Override
  public int size() {
    return 4411;
  }

  @Override
  public List<String> about() {
    return List.of("alias=xfrm-type-10-41", "license=GPL");
  }
}
