package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.MplsTunnel;
import org.jspecify.annotations.Nullable;

/// What is refused of `encap`, and the modules that it needs (`lwtunnel_valid_encap_type`,
/// `lwtunnel_build_state`).
public final class EncapChecks {
  private static final String MPLS_MODULE = "mpls_iptunnel";

  /// How many labels one route can add (`MAX_NEW_LABELS`).
  private static final int MOST_LABELS = 30;

  private EncapChecks() {}

  static void check(Machine machine, RouteRequest request) throws NetlinkException {
    check(machine, request.encap);
    for (RouteRequest.Hop hop : request.hops) {
      check(machine, hop.encap);
    }
  }

  static void check(Machine machine, @Nullable LightweightTunnel encap) throws NetlinkException {
    if (encap instanceof MplsTunnel(LabelStack labels, int ttl)) {
      if (MachineRoutes.of(machine).labelSender() == null) {
        machine.modules().loadIfKnown(MPLS_MODULE);
      }
      checkLabels(labels);
    }
  }

  /// Refuses labels that cannot stand in packets (`nla_get_labels`).
  public static void checkLabels(LabelStack labels) throws NetlinkException {
    if (labels.size() > MOST_LABELS) {
      throw new NetlinkException(Errno.EINVAL, "Too many labels");
    }
    if (labels.contains(Mpls.IMPLICIT_NULL)) {
      throw new NetlinkException(
          Errno.EINVAL, "Implicit NULL Label (3) can not be used in encapsulation");
    }
  }
}
