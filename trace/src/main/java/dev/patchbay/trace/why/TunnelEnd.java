package dev.patchbay.trace.why;

import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.device.vxlan.FdbStage;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Where the other end is of the tunnel by which something happened.
final class TunnelEnd {
  /// Its address; null when the device is no tunnel, or does not say.
  static @Nullable Ip of(Evidence evidence, Journey.Entry then) {
    NetDevice device = evidence.device(then);
    if (device == null || device.kind() == null) {
      return null;
    }
    Evidence.Found<TunnelStages.Encapsulated> wrapped =
        evidence.before(then, TunnelStages.Encapsulated.class);
    Evidence.Found<FdbStage> entry = evidence.before(then, FdbStage.class);
    if (wrapped != null && wrapped.stage().device().equals(device.name())) {
      return Ip.parse(wrapped.stage().destination());
    }
    return Ip.parse(entry == null ? device.broadcastText() : entry.stage().remotes());
  }

  private TunnelEnd() {}
}
