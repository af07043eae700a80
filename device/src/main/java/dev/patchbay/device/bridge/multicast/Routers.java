package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ports behind which there is a router of multicast of one family (`mc_router_list`), newest
/// first, and whether the bridge's own host is one.
public final class Routers {
  private final List<SnoopedPort> ports = new ArrayList<>(0);
  final SnoopTimer local;

  Routers(NetDevice bridge) {
    // That the time is over is all that counts.
    this.local = new SnoopTimer(bridge, () -> {});
  }

  /// Number `i`, or null behind the last.
  public @Nullable SnoopedPort port(int i) {
    return i < ports.size() ? ports.get(i) : null;
  }

  boolean contains(SnoopedPort port) {
    return ports.contains(port);
  }

  boolean isEmpty() {
    return ports.isEmpty();
  }

  void add(SnoopedPort port) {
    int at = 0;
    while (at < ports.size() && ports.get(at).number() > port.number()) {
      at++;
    }
    ports.add(at, port);
  }

  boolean remove(SnoopedPort port) {
    return ports.remove(port);
  }
}
