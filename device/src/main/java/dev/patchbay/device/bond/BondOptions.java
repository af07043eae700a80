package dev.patchbay.device.bond;

import dev.patchbay.core.DeviceKind;
import java.util.EnumMap;
import java.util.Map;

/// What the words after `type bond` said.
///
/// @param numbers the options that are numbers or words for numbers
/// @param texts the others: names of devices, addresses behind each other with commas between
record BondOptions(Map<BondOption, Long> numbers, Map<BondOption, String> texts)
    implements DeviceKind.Options {
  static BondOptions empty() {
    return new BondOptions(new EnumMap<>(BondOption.class), new EnumMap<>(BondOption.class));
  }
}
