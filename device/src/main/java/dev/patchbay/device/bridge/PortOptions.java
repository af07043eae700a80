package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PortKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a port is to be changed to (`IFLA_BRPORT_…`): what is not said stays as it is.
///
/// @param flagsMask which [PortFlag]s are set to the bits in `flags`
/// @param flush whether what was learned at the port is forgotten
/// @param backup which port takes over, or null when that stays
public record PortOptions(
    int flagsMask, int flags, Map<PortNumber, Long> numbers, boolean flush, @Nullable Backup backup)
    implements PortKind.Options {

  /// The device of the port that takes over, or null for none.
  public record Backup(@Nullable NetDevice device) {}

  /// Nothing changes.
  public static final PortOptions NONE = new PortOptions(0, 0, Map.of(), false, null);

  /// These options, and the flag.
  public PortOptions with(PortFlag flag, boolean on) {
    int others = flags & ~flag.bit();
    int all = on ? others | flag.bit() : others;
    return new PortOptions(flagsMask | flag.bit(), all, numbers, flush, backup);
  }

  /// These options, and the number.
  public PortOptions with(PortNumber number, long value) {
    Map<PortNumber, Long> all = new EnumMap<>(PortNumber.class);
    all.putAll(numbers);
    all.put(number, value);
    return new PortOptions(flagsMask, flags, Collections.unmodifiableMap(all), flush, backup);
  }

  /// These options, and the port of `device` takes over, or nobody does when it is null.
  public PortOptions withBackup(@Nullable NetDevice device) {
    return new PortOptions(flagsMask, flags, numbers, flush, new Backup(device));
  }

  /// These options, and what was learned is forgotten.
  public PortOptions withFlush() {
    return new PortOptions(flagsMask, flags, numbers, true, backup);
  }
}
