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

  @Override
  void check(TunnelParameters parameters) throws NetlinkException {
    boolean groupWithoutSource = parameters.isMulticast() && parameters.local() == 0;
    if ((parameters.ignoreDf() && parameters.pmtudisc()) || groupWithoutSource) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }
}
