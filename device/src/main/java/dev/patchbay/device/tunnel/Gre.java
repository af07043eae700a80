package dev.patchbay.device.tunnel;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import java.util.List;

/// A tunnel of network packets in GRE; and the module that knows who takes GRE, which has the same
/// name.
public final class Gre extends GreKind implements KernelModule {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  @Override
  public String name() {
    return "gre";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  public String fallbackName() {
    return "gre0";
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new GreTunnel(netns, this, parameters, false);
  }

  // ---- module

  @Override
  public String path() {
    return "kernel/net/ipv4/gre.ko";
  }

  @Override
  public int size() {
    return 2715;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL",
        "author=D. Kozlov (xeb@mail.ru)",
        "description=GRE over IPv4 demultiplexer driver");
  }
}
