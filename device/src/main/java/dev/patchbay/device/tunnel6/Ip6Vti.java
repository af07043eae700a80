package dev.patchbay.device.tunnel6;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import java.util.List;

/// The module of tunnels of what IPsec protects above IPv6.
public final class Ip6Vti implements KernelModule {
  private final Vti6 kind = new Vti6();

  @Override
  public String name() {
    return "ip6_vti";
  }

  @Override
  public List<String> dependencies() {
    return List.of("ip6_tunnel", "tunnel6", "xfrm6_tunnel");
  }

  @Override
  public String path() {
    return "kernel/net/ipv6/ip6_vti.ko";
  }

  @Override
  public int size() {
    return 12855;
  }

  @Override
  public List<String> about() {
    return List.of(
        "description=IPv6 virtual tunnel interface",
        "author=Steffen Klassert",
        "alias=netdev-ip6_vti0",
        "alias=rtnl-link-vti6",
        "license=GPL");
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
