package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.util.TreeSet;

/// The identifiers of a machine's ping sockets: each has one of its own (`ping_get_port`).
final class PingIdentifiers implements MachinePart {
  private static final Key<PingIdentifiers> KEY = new Key<>(machine -> new PingIdentifiers());
  private static final int COUNT = 0x10000;

  private final TreeSet<Integer> taken = new TreeSet<>();
  private int last;

  private PingIdentifiers() {}

  static PingIdentifiers of(Machine machine) {
    return machine.part(KEY);
  }

  /// The next one that is free, or 0 when there is none.
  int take() {
    for (int tries = 0; tries < COUNT; tries++) {
      last = last + 1 & 0xffff;
      if (last != 0 && taken.add(last)) {
        return last;
      }
    }
    return 0;
  }

  void giveBack(int identifier) {
    taken.remove(identifier);
  }
}
