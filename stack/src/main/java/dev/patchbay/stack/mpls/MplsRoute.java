package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// What becomes of packets with one label (`mpls_route`).
final class MplsRoute {
  final int label;
  final int protocol;

  /// Whether the label's time to live goes on in the IP header below; null for what the namespace
  /// does.
  final @Nullable Boolean propagatesTtl;

  /// What is below the label, or null when its first bits say.
  final @Nullable Family payload;

  final MplsHop[] hops;

  MplsRoute(
      int label,
      int protocol,
      @Nullable Boolean propagatesTtl,
      @Nullable Family payload,
      MplsHop[] hops) {
    this.label = label;
    this.protocol = protocol;
    this.propagatesTtl = propagatesTtl;
    this.payload = payload;
    this.hops = hops;
  }

  int alive() {
    int alive = 0;
    for (MplsHop hop : hops) {
      alive += hop.isAlive() ? 1 : 0;
    }
    return alive;
  }

  /// The way number `index` of those that are alive.
  @Nullable MplsHop alive(int index) {
    int left = index;
    for (MplsHop hop : hops) {
      if (hop.isAlive() && left-- == 0) {
        return hop;
      }
    }
    return null;
  }

  boolean leadsBy(NetDevice device) {
    for (MplsHop hop : hops) {
      if (hop.device == device) {
        return true;
      }
    }
    return false;
  }
}
