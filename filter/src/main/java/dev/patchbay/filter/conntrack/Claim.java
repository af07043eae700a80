package dev.patchbay.filter.conntrack;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.Map;

/// That a rule needs the connections of a family in a namespace (`nf_ct_netns_get`): as long as
/// there is one, packets are tracked.
public final class Claim {
  private final Conntrack conntrack;
  private final Family family;

  private Claim(Conntrack conntrack, Family family) {
    this.conntrack = conntrack;
    this.family = family;
  }

  /// A new one; loads the module.
  public static Claim of(Netns netns, Family family) throws NetlinkException {
    netns.machine().modules().load("nf_conntrack", Map.of());
    Conntrack conntrack = Conntrack.of(netns);
    conntrack.require(family);
    return new Claim(conntrack, family);
  }

  public Conntrack conntrack() {
    return conntrack;
  }

  /// The rule is gone.
  public void end() {
    conntrack.release(family);
  }
}
