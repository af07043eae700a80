package dev.patchbay.device.tunnel;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;

/// A tunnel of mirrored frames in GRE. There is only the device that the module puts into every
/// namespace, and that carries nothing.
public final class Erspan extends GreKind {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  /// The MTU that the longer header leaves.
  private static final int MTU = 1450;

  @Override
  public String name() {
    return "erspan";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  public String fallbackName() {
    return "erspan0";
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new GreTunnel(netns, this, parameters, true) {
      @Override
      int bind() {
        return MTU;
      }
    };
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    throw missing();
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    throw missing();
  }

  private static CommandException missing() {
    return new CommandException(255, "ip: patchbay has no devices of type \"erspan\" yet.");
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    super.show(snapshot, out);
    out.string("okey", "okey ", "0.0.0.0", " ");
    out.number("erspan_index", "erspan_index ", 0, " ");
    out.number("erspan_ver", "erspan_ver ", 1, " ");
  }
}
