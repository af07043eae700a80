package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;

/// Knows which routers do not answer (`rt6_check_neigh`): a host of IPv6 prefers those that do (RFC
/// 4191 section 3.2).
public interface RouterReachability {
  /// Whether the router on the device's link has been asked and has not answered.
  boolean hasFailed(NetDevice device, long hi, long lo);
}
