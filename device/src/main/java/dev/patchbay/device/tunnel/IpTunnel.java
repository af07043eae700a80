package dev.patchbay.device.tunnel;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of what tunnels above IPv4 have in common.
public final class IpTunnel implements KernelModule {
  @Override
  public String name() {
    return "ip_tunnel";
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/ip_tunnel.ko";
  }

  @Override
  public int size() {
    return 15916;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
