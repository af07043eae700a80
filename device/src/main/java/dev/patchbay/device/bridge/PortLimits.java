package dev.patchbay.device.bridge;

import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.NetDevice;

/// What the ports of a bridge allow together: the smallest MTU and segmentation limits.
record PortLimits(int mtu, int size, int segments) {
  static final PortLimits WITHOUT_PORTS =
      new PortLimits(
          Integer.MAX_VALUE, GsoLimits.SOFTWARE.tsoMaxSize(), GsoLimits.SOFTWARE.tsoMaxSegments());

  PortLimits with(NetDevice device) {
    GsoLimits gso = device.gso();
    return new PortLimits(
        Math.min(mtu, device.mtu()),
        Math.min(size, gso.tsoMaxSize()),
        Math.min(segments, gso.tsoMaxSegments()));
  }

  /// The limits of a bridge that had `now` (`br_set_gso_limits`).
  GsoLimits apply(GsoLimits now) {
    return new GsoLimits(
        Math.min(now.gsoMaxSize(), size),
        Math.min(now.gsoMaxSegments(), segments),
        size,
        segments,
        now.groMaxSize());
  }
}
