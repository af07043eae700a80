package dev.patchbay.device.vxlan;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// What tunnels above UDP have in common.
public final class UdpTunnel implements KernelModule {
  @Override
  public String name() {
    return "udp_tunnel";
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/udp_tunnel.ko";
  }

  @Override
  public int size() {
    return 11991;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
