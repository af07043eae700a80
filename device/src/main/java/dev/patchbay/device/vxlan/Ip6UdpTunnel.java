package dev.patchbay.device.vxlan;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The same above IPv6.
public final class Ip6UdpTunnel implements KernelModule {
  @Override
  public String name() {
    return "ip6_udp_tunnel";
  }

  @Override
  public String path() {
    return "kernel/net/ipv6/ip6_udp_tunnel.ko";
  }

  @Override
  public int size() {
    return 2402;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
