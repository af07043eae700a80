package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The helpers whose modules a machine has loaded.
public final class Helpers implements MachinePart {
  private static final Key<Helpers> KEY = new Key<>(machine -> new Helpers());

  private final List<Helper> loaded = new ArrayList<>(0);

  private Helpers() {}

  /// The machine's.
  public static Helpers of(Machine machine) {
    return machine.part(KEY);
  }

  /// All of them.
  public List<Helper> loaded() {
    return List.copyOf(loaded);
  }

  /// A module brings a helper.
  void add(Helper helper) {
    loaded.add(helper);
  }

  /// A module takes it away.
  void remove(Helper helper) {
    loaded.remove(helper);
  }

  /// The helper of that name for that protocol, or null.
  public @Nullable Helper find(String name, int protocol) {
    for (Helper helper : loaded) {
      if (helper.name().equals(name) && helper.protocol() == protocol) {
        return helper;
      }
    }
    return null;
  }
}
