package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tunnel that is not told where the other end is.
final class TunnelWithoutRemote implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.TUNNEL_NO_REMOTE);
    NetDevice tunnel = drop == null ? null : evidence.device(drop);
    if (drop == null || tunnel == null) {
      return null;
    }
    Netns netns = tunnel.netns();
    String kind = tunnel.kind() == null ? "tunnel" : tunnel.kind().name();
    Ip remote = remote(evidence, tunnel, kind);
    String to = remote == null ? "" : remote.text();
    String mend =
        kind.equals("vxlan")
            ? "bridge fdb append 00:00:00:00:00:00 dev " + tunnel.name() + " dst " + to
            : "ip neigh add "
                + evidence.destination().text()
                + " lladdr "
                + to
                + " dev "
                + tunnel.name();
    return new Answer(
        "the "
            + kind
            + " "
            + tunnel.name()
            + " in "
            + evidence.name(netns)
            + " has no entry that says where the other end is",
        "unknown stations are to be looked for at the other end",
        remote == null ? List.of() : List.of(evidence.in(netns, mend)));
  }

  /// The address of the underlay of another namespace that has a device of this kind.
  private static @Nullable Ip remote(Evidence evidence, NetDevice tunnel, String kind) {
    for (Netns other : evidence.atlas().namespaces()) {
      boolean twin =
          other != tunnel.netns()
              && other.devices().stream()
                  .anyMatch(each -> each.kind() != null && each.kind().name().equals(kind));
      if (twin) {
        for (Atlas.Place mine : evidence.atlas().places(tunnel.netns())) {
          for (Atlas.Place there : evidence.atlas().places(other)) {
            boolean underlay = mine.device() != tunnel && !isKind(there.device(), kind);
            if (underlay && there.address().isV4() && mine.isNear(there.address())) {
              return there.address();
            }
          }
        }
      }
    }
    return null;
  }

  private static boolean isKind(NetDevice device, String kind) {
    return device.kind() != null && device.kind().name().equals(kind);
  }
}
