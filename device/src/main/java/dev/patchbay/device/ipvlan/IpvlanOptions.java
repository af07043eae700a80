package dev.patchbay.device.ipvlan;

import dev.patchbay.core.DeviceKind;
import org.jspecify.annotations.Nullable;

/// What the words behind `type ipvlan` said. Flags are always said: none of them means bridge.
///
/// @param mode the mode, or null when none was said
/// @param flags [#PRIVATE] or [#VEPA]
record IpvlanOptions(@Nullable IpvlanMode mode, int flags) implements DeviceKind.Options {
  /// Devices of one parent do not talk to each other.
  static final int PRIVATE = 1;

  /// Devices of one parent talk to each other by way of what is outside.
  static final int VEPA = 2;
}
