package dev.patchbay.device.tunnel;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.IpProtocol;

/// What the kinds of GRE have in common: their module, their words, what they refuse.
abstract class GreKind extends TunnelKind {
  @Override
  public final String module() {
    return "ip_gre";
  }

  @Override
  int protocol() {
    return IpProtocol.GRE;
  }

  @Override
  TunnelWords words() {
    return new GreWords(name());
  }

  /// One that is told so takes its addresses from each packet from then on, even when the rest of
  /// the request is refused (`ipgre_netlink_parms`).
  @Override
  void foretell(Ipv4Tunnel tunnel, TunnelRequest words) throws NetlinkException {
    if (Boolean.TRUE.equals(words.external)) {
      if (tunnel.parameters().ignoreDf()) {
        throw new NetlinkException(Errno.EINVAL);
      }
      tunnel.becomeExternal();
    }
  }

  @Override
  void check(TunnelParameters parameters) throws NetlinkException {
    boolean groupWithoutSource = parameters.isMulticast() && parameters.local() == 0;
    if ((parameters.ignoreDf() && parameters.pmtudisc()) || groupWithoutSource) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }
}
