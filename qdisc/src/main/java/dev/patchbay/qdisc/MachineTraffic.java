package dev.patchbay.qdisc;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/// What traffic control keeps for a machine: the kinds of discipline it has, the one that devices
/// begin with, and the number it gave last.
public final class MachineTraffic implements MachinePart {
  private static final Key<MachineTraffic> KEY = new Key<>(machine -> new MachineTraffic());
  private static final int FIRST = 0x8000_0000;
  private static final int STEP = 0x1_0000;
  private static final int LAST = 0xffff_0000;

  private final Catalogue<QdiscKind> kinds =
      new Catalogue<>(ServiceLoader.load(QdiscKind.class.getModule().getLayer(), QdiscKind.class));
  private final Set<String> loadedActions = new TreeSet<>();
  private String defaultKind = "pfifo_fast";
  private int lastHandle = FIRST;

  private MachineTraffic() {}

  /// That of a machine.
  public static MachineTraffic of(Machine machine) {
    return machine.part(KEY);
  }

  /// The kinds of discipline it has.
  public Catalogue<QdiscKind> kinds() {
    return kinds;
  }

  /// What devices that queue begin with (`net.core.default_qdisc`).
  public String defaultKind() {
    return defaultKind;
  }

  /// Sets it.
  ///
  /// @throws FileException `ENOENT` when there is no such kind
  public void defaultKind(String name) throws FileException {
    QdiscKind kind = kinds.find(name);
    if (kind == null || !kind.name().equals(name)) {
      throw new FileException(Errno.ENOENT);
    }
    defaultKind = name;
  }

  /// An action of this kind is asked for: from now on the machine knows it.
  public void loadAction(String kind) {
    loadedActions.add(kind);
  }

  /// Whether an action of this kind was ever asked for.
  public boolean hasAction(String kind) {
    return loadedActions.contains(kind);
  }

  /// A number for a discipline that came without one, which `traffic` does not have
  /// (`qdisc_alloc_handle`).
  int newHandle(DeviceTraffic traffic) {
    do {
      lastHandle += STEP;
      if (lastHandle == LAST) {
        lastHandle = FIRST + STEP;
      }
    } while (traffic.find(lastHandle) != null);
    return lastHandle;
  }
}
