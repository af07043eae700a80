package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;

/// Who hears what happens to the addresses of a machine, in the order they came.
public final class AddressChain implements MachinePart {
  private static final Key<AddressChain> KEY = new Key<>(machine -> new AddressChain());

  private final List<AddressListener> inet = new ArrayList<>();
  private final List<AddressListener> inet6 = new ArrayList<>();

  private AddressChain() {}

  /// The machine's listeners.
  public static AddressChain of(Machine machine) {
    return machine.part(KEY);
  }

  /// Adds a listener to the addresses of a family, behind the others.
  public void add(Family family, AddressListener listener) {
    listeners(family).add(listener);
  }

  /// Undoes [#add].
  public void remove(Family family, AddressListener listener) {
    listeners(family).remove(listener);
  }

  List<AddressListener> listeners(Family family) {
    return family == Family.IPV4 ? inet : inet6;
  }
}
