package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `trap` has set up, by condition: `EXIT`, `ERR` or the name of a signal without `SIG`.
public final class Traps {
  private final Process process;
  private final Runnable wake;
  private final Map<String, String> actions = new LinkedHashMap<>();
  private final ArrayDeque<Signal> pending = new ArrayDeque<>();

  Traps(Process process, Runnable wake) {
    this.process = process;
    this.wake = wake;
  }

  /// A subshell ignores what its parent ignores, and has no other traps (XCU 2.14, trap).
  Traps forSubshell(Process child, Runnable childWake) {
    Traps traps = new Traps(child, childWake);
    actions.forEach((condition, action) -> {
      if (action.isEmpty()) {
        traps.set(condition, "");
      }
    });
    return traps;
  }

  /// What is done on the condition, empty for nothing, or null for what is usual.
  public @Nullable String action(String condition) {
    return actions.get(condition);
  }

  /// Sets what is done; null for what is usual.
  public void set(String condition, @Nullable String action) {
    if (action == null) {
      actions.remove(condition);
    } else {
      actions.put(condition, action);
    }
    Signal signal = Signal.of(condition);
    if (signal != null && signal != Signal.KILL) {
      process.handle(signal, action == null ? null : reaction(signal, action));
    }
  }

  private Runnable reaction(Signal signal, String action) {
    if (action.isEmpty()) {
      return Process.IGNORE;
    }
    return () -> {
      pending.add(signal);
      wake.run();
    };
  }

  /// Drops all but what is ignored, as another program takes the place of the shell.
  void forget() {
    for (String condition : List.copyOf(actions.keySet())) {
      if (!actions.getOrDefault(condition, "").isEmpty()) {
        set(condition, null);
      }
    }
  }

  /// All of them, in the order of setting.
  public Map<String, String> all() {
    return actions;
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /// The signal that came first and has not been reacted to, without taking it; null when there is
  /// none.
  public @Nullable Signal peekPending() {
    return pending.peek();
  }

  @Nullable Signal takePending() {
    return pending.poll();
  }
}
