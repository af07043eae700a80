package dev.patchbay.device.tunnel;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module that knows who takes packets inside packets, see [TunnelProtocol].
public final class Tunnel4 implements KernelModule {
  @Override
  public String name() {
    return "tunnel4";
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/tunnel4.ko";
  }

  @Override
  public int size() {
    return 3351;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
