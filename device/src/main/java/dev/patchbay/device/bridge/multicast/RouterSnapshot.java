package dev.patchbay.device.bridge.multicast;

import org.jspecify.annotations.Nullable;

/// A port behind which there is a router of multicast, at one moment.
///
/// @param router how that is known: the port's `mcast_router`
/// @param inet nanoseconds until the router of IPv4 is forgotten, or null when there is none
/// @param inet6 the same for IPv6
public record RouterSnapshot(String port, int router, @Nullable Long inet, @Nullable Long inet6) {
  /// Nanoseconds until both are forgotten.
  public long timer() {
    return Math.max(inet == null ? 0 : inet, inet6 == null ? 0 : inet6);
  }
}
