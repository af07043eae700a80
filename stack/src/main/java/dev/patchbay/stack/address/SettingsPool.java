package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arrays of settings that a machine's devices and namespaces hold: one for all that hold the
/// same, so that a namespace stays small.
final class SettingsPool implements MachinePart {
  private static final Key<SettingsPool> KEY = new Key<>(machine -> new SettingsPool());

  /// Beyond so many nobody shares any more: settings that differ this much are not worth a search.
  private static final int MOST = 1024;

  private final Map<Content, int[]> known = new HashMap<>();

  /// What is looked for, so that only what nobody holds yet costs an array.
  private Content asked = new Content(new int[0]);

  /// What is in an array, to find it by.
  private static final class Content {
    private final int[] values;

    Content(int[] values) {
      this.values = values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Content content && Arrays.equals(values, content.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  private SettingsPool() {}

  static SettingsPool of(Machine machine) {
    return machine.part(KEY);
  }

  /// An array with these values, but for the one at `index`.
  int[] changed(int[] values, int index, int value) {
    if (asked.values.length != values.length) {
      asked = new Content(new int[values.length]);
    }
    System.arraycopy(values, 0, asked.values, 0, values.length);
    asked.values[index] = value;
    int[] array = known.get(asked);
    return array == null ? shared(asked.values.clone()) : array;
  }

  /// An array with these values.
  int[] shared(int[] values) {
    Content content = new Content(values);
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
