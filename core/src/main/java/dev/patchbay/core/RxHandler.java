package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// What takes a device's received frames before any protocol does: the bridge, macvlan, bond, team
/// above it. At most one a device (`netdev_rx_handler_register`).
public interface RxHandler {
  /// What the handler did with the packet.
  enum Result {
    /// It has taken it.
    CONSUMED,
    /// It has set another device; receive it there.
    ANOTHER,
    /// Only those who asked for exactly this device may have it.
    EXACT,
    /// It does not want it; go on as if there were no handler.
    PASS
  }

  /// Looks at a frame that came in by the device. The link header has been pulled.
  Result handle(Packet packet);
}
