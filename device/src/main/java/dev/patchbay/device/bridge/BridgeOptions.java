package dev.patchbay.device.bridge;

import dev.patchbay.core.DeviceKind;
import java.util.Map;

/// What the words after `type bridge` said.
///
/// @param flush whether what was learned is forgotten
record BridgeOptions(Map<Setting, Long> values, boolean flush) implements DeviceKind.Options {}
