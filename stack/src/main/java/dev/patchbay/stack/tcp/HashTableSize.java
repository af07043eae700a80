package dev.patchbay.stack.tcp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import java.util.List;

/// How large the kernel's table of connections would be, which namespaces share unless the one they
/// were made in says otherwise (`tcp_ehash_entries`, `tcp_child_ehash_entries`). The lab's own
/// table grows as it needs; this is what is told of it.
final class HashTableSize implements NetnsPart {
  private static final Key<HashTableSize> KEY = new Key<>(HashTableSize::new);
  private static final int SHARED = 16_384;
  private static final int MOST = 1 << 24;

  private int shown;
  private int children;

  private HashTableSize(Netns netns) {
    boolean initial = netns == netns.machine().initialNetns();
    shown = initial ? SHARED : -SHARED;
  }

  static void add(Machine machine) {
    List<Sysctl<HashTableSize>> files =
        List.of(
            Sysctl.readOnly("tcp_ehash_entries", size -> Integer.toString(size.shown)),
            Sysctl.integer(
                "tcp_child_ehash_entries", 0, MOST, s -> s.children, (s, n) -> s.children = n));
    machine.sysctls().add("net/ipv4", files, netns -> netns.part(KEY));
    machine.onNewNetns(HashTableSize::born);
  }

  private static void born(Netns from, Netns netns) {
    int wanted = from.part(KEY).children;
    if (wanted != 0) {
      netns.part(KEY).shown = wanted == 1 ? 1 : Integer.highestOneBit(2 * wanted - 1);
    }
  }
}
