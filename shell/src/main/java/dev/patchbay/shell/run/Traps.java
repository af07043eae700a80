package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What `trap` has set up, by condition: `EXIT`, `ERR` or the name of a signal without `SIG`.
public final class Traps {
  /// What happens at a signal that is spared: Ctrl-C leaves the line or the command at hand.
  private record Spared(Traps traps, Signal signal) implements Runnable {
    @Override
    public void run() {
      if (signal == Signal.INT && !traps.giveUpLine.getAsBoolean()) {
        traps.pending.add(signal);
        traps.wake.run();
      }
    }
  }

  private final Process process;
  private final Runnable wake;
  private final BooleanSupplier giveUpLine;
  private final Map<String, String> actions = new LinkedHashMap<>();
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final EnumSet<Signal> spared = EnumSet.noneOf(Signal.class);
  private final EnumSet<Signal> ignored = EnumSet.noneOf(Signal.class);
  private final ArrayDeque<Signal> pending = new ArrayDeque<>();

  /// `wake` ends a wait of the shell's; `giveUpLine` gives up the line that is being edited, if one
  /// is.
  Traps(Process process, Runnable wake, BooleanSupplier giveUpLine) {
    this.process = process;
    this.wake = wake;
    this.giveUpLine = giveUpLine;
  }

  /// A subshell ignores what its parent ignores, and has no other traps but those that options hand
  /// down (XCU 2.14, trap); it can still show them, until it sets its own.
  Traps forSubshell(Process child, Runnable childWake, Options options) {
    Traps traps = new Traps(child, childWake, () -> false);
    traps.shown.putAll(shown.isEmpty() ? actions : shown);
    traps.ignored.addAll(ignored);
    actions.forEach((condition, action) -> {
      boolean handed =
          switch (condition) {
            case "ERR" -> options.has(Option.ERRTRACE);
            case "DEBUG", "RETURN" -> options.has(Option.FUNCTRACE);
            default -> action.isEmpty();
          };
      if (handed) {
        traps.put(condition, action);
      }
    });
    return traps;
  }

  /// What is done on the condition, empty for nothing, or null for what is usual.
  public @Nullable String action(String condition) {
    return actions.get(condition);
  }

  /// Sets what is done; null for what is usual. A signal that the process ignored when it began
  /// stays ignored.
  public void set(String condition, @Nullable String action) {
    shown.clear();
    Signal signal = Signal.of(condition);
    if (signal == null || !ignored.contains(signal)) {
      put(condition, action);
    }
  }

  /// An interactive shell goes on at these signals, though it does not ignore them for others.
  void spare(Set<Signal> signals) {
    spared.addAll(signals);
    for (Signal signal : signals) {
      if (process.handler(signal) == null) {
        process.handle(signal, new Spared(this, signal));
      }
    }
  }

  /// From now on signals that are ignored cannot be trapped (XCU 2.11).
  public void keepIgnored() {
    for (Signal signal : Signal.values()) {
      if (process.handler(signal) == Process.IGNORE) {
        ignored.add(signal);
      }
    }
  }

  private void put(String condition, @Nullable String action) {
    if (action == null) {
      actions.remove(condition);
    } else {
      actions.put(condition, action);
    }
    Signal signal = Signal.of(condition);
    if (signal != null && signal != Signal.KILL && signal != Signal.STOP) {
      Runnable usual = spared.contains(signal) ? new Spared(this, signal) : null;
      process.handle(signal, action == null ? usual : reaction(signal, action));
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
    for (Signal signal : List.copyOf(spared)) {
      spared.remove(signal);
      if (process.handler(signal) instanceof Spared) {
        process.handle(signal, null);
      }
    }
    for (String condition : List.copyOf(actions.keySet())) {
      if (!actions.getOrDefault(condition, "").isEmpty()) {
        set(condition, null);
      }
    }
  }

  /// What `trap` shows for the condition: in a subshell that has set none, its parent's.
  public @Nullable String shown(String condition) {
    return shown.isEmpty() ? actions.get(condition) : shown.get(condition);
  }

  /// Whether there are any.
  boolean any() {
    return !actions.isEmpty();
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /// The signal that came first and has not been reacted to, without taking it; null when there is
  /// none.
  public @Nullable Signal peekPending() {
    return pending.peek();
  }

  /// What ended well has taken Ctrl-C for itself.
  void forgetSpared() {
    pending.removeIf(signal -> !actions.containsKey(signal.name()));
  }

  @Nullable Signal takePending() {
    return pending.poll();
  }
}
