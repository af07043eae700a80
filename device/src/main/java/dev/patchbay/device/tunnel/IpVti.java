package dev.patchbay.device.tunnel;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import java.util.List;

/// The module of tunnels of what IPsec protects.
public final class IpVti implements KernelModule {
  private final Vti kind = new Vti();

  @Override
  public String name() {
    return "ip_vti";
  }

  @Override
  public List<String> dependencies() {
    return List.of("tunnel4", "ip_tunnel");
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/ip_vti.ko";
  }

  @Override
  public int size() {
    return 7715;
  }

  @Override
  public List<String> about() {
    return List.of("alias=netdev-ip_vti0", "alias=rtnl-link-vti", "license=GPL");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, kind.name());
  }

  @Override
  public void enter(Netns netns) throws NetlinkException {
    kind.addFallback(netns);
  }
}
