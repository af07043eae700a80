package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/// The arrays of settings that a machine's devices and namespaces hold: one for all that hold the
/// same, so that a namespace stays small.
final class SettingsPool implements MachinePart {
  private static final Key<SettingsPool> KEY = new Key<>(machine -> new SettingsPool());

  /// Beyond so many nobody shares any more: settings that differ this much are not worth a search.
  private static final int MOST = 1024;

  /// By content, which is what buffers are compared by.
  private final Map<IntBuffer, int[]> known = new HashMap<>();

  private SettingsPool() {}

  static SettingsPool of(Machine machine) {
    return machine.part(KEY);
  }

  /// An array with these values.
  int[] shared(int[] values) {
    IntBuffer content = IntBuffer.wrap(values);
    int[] array = known.get(content);
    if (array != null) {
      return array;
    }
    if (known.size() < MOST) {
      known.put(content, values);
    }
    return values;
  }
}
