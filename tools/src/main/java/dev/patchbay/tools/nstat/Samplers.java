package dev.patchbay.tools.nstat;

import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Process;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The daemons of a namespace that sample its counters, by the user who started each: what the
/// abstract sockets `nstatUID` are on Linux.
final class Samplers implements NetnsPart {
  private static final Key<Samplers> KEY = new Key<>(netns -> new Samplers());
  private static final int ROOT = 0;

  private final Map<Integer, Sampler> listening = new TreeMap<>();

  private Samplers() {}

  static Samplers of(Process process) {
    return process.netns().part(KEY);
  }

  /// The one that answers a user: the user's own, else root's, else null.
  @Nullable Sampler answering(int user) {
    Sampler own = listening.get(user);
    return own == null ? listening.get(ROOT) : own;
  }

  boolean has(int user) {
    return listening.containsKey(user);
  }

  void add(int user, Sampler sampler) {
    listening.put(user, sampler);
  }

  void remove(int user, Sampler sampler) {
    listening.remove(user, sampler);
  }
}
