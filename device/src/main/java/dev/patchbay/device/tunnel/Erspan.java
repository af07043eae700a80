package dev.patchbay.device.tunnel;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Gre;

/// A tunnel of mirrored frames in GRE.
public final class Erspan extends GreKind {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  /// Bits of a session.
  private static final int SESSION_BITS = 10;

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
    return new GreTunnel(netns, this, parameters, true, true);
  }

  /// The version of the header that a tunnel sends.
  static int version(TunnelParameters parameters) {
    return parameters.erspan().known().version();
  }

  /// `erspan_validate`
  @Override
  void check(TunnelParameters parameters) throws NetlinkException {
    super.check(parameters);
    if (!parameters.erspan().isPossible()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (parameters.external() || parameters.erspan().version() == 0) {
      return;
    }
    int flags = parameters.inputFlags() | parameters.outputFlags();
    int keys = parameters.inputKey() | parameters.outputKey();
    if (flags != (Gre.KEY | Gre.SEQUENCE) || keys >>> SESSION_BITS != 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Where nothing at all is said, nothing is looked at.
  @Override
  boolean checksUnsaid() {
    return false;
  }

  /// A version that has sessions has a key, whatever was said.
  @Override
  TunnelParameters shown(TunnelParameters parameters) {
    return parameters.external() || version(parameters) == 0
        ? parameters
        : parameters.outputFlags(parameters.outputFlags() | Gre.KEY);
  }
}
