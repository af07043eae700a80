package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A host that this namespace answers for (`pneigh_entry`), on one device or, with null, on all.
record Proxy(Ip ip, @Nullable NetDevice device, boolean router, int protocol) {
  /// Whether it answers for the host on that device; null asks for all devices.
  boolean isFor(long hi, long lo, @Nullable NetDevice on) {
    return ip.hi() == hi && ip.lo() == lo && (device == on || device == null);
  }
}
