package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import java.util.List;

/// How many connections may wait at a listener of a namespace (`net.core.somaxconn`).
public final class Backlog implements NetnsPart {
  private static final Key<Backlog> KEY = new Key<>(netns -> new Backlog());

  private int most = 4096;

  private Backlog() {}

  public static Backlog of(Netns netns) {
    return netns.part(KEY);
  }

  public int most() {
    return most;
  }

  static void add(Machine machine) {
    Sysctl<Backlog> file =
        Sysctl.integer("somaxconn", 0, Integer.MAX_VALUE, b -> b.most, (b, n) -> b.most = n);
    machine.sysctls().add("net/core", List.of(file), Backlog::of);
  }
}
