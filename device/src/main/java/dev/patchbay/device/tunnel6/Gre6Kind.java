package dev.patchbay.device.tunnel6;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Erspan;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.IpProtocol;

/// What the kinds of GRE above IPv6 have in common: their module, their words, the table in which
/// all of them are.
abstract class Gre6Kind extends Tunnel6Kind {
  static final NetnsPart.Key<Tunnel6Table> TABLE = new NetnsPart.Key<>(netns -> new Tunnel6Table());

  @Override
  public final String module() {
    return "ip6_gre";
  }

  @Override
  final NetnsPart.Key<Tunnel6Table> tableKey() {
    return TABLE;
  }

  @Override
  final Tunnel6Words words() {
    return new Gre6Words(name());
  }

  @Override
  final int protocol() {
    return IpProtocol.GRE;
  }

  @Override
  final String fallbackName() {
    return "ip6gre0";
  }

  @Override
  Ipv6Tunnel make(Netns netns, Tunnel6Parameters parameters) {
    return new Gre6Tunnel(netns, this, parameters, carriesFrames(), isErspan());
  }

  /// Whether what it carries is mirrored.
  boolean isErspan() {
    return false;
  }

  /// `ip6erspan_tap_validate`
  @Override
  void check(Tunnel6Parameters parameters, boolean said) throws NetlinkException {
    if (!isErspan() || !said || parameters.external()) {
      return;
    }
    Tunnel6Parameters.Keys keys = parameters.keys();
    int wanted = Gre.KEY | Gre.SEQUENCE;
    boolean session = keys.input() >>> 10 == 0 && keys.output() >>> 10 == 0;
    if ((keys.inputFlags() | keys.outputFlags()) != wanted
        || !session
        || Erspan.length(parameters.erspan().known().version()) == 0
        || !parameters.erspan().isPossible()) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }
}
