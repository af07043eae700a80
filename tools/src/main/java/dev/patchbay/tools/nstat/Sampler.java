package dev.patchbay.tools.nstat;

import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.util.LinkedHashMap;
import java.util.Map;

/// The daemon of `nstat -d`: reads the counters of its namespace every so often, and keeps how fast
/// each grows, recent samples weighing more.
final class Sampler {
  private static final long SECOND = 1_000_000_000;
  private static final int REFUSED = 255;

  /// What `random` gives first where nobody has seeded it.
  private static final int FIRST_RANDOM = 1_804_289_383;

  private final Process process;
  private final int interval;
  private final double weight;
  private final String source;
  private final Map<String, Double> rates = new LinkedHashMap<>();
  private Map<String, Long> values;

  /// @param interval seconds between samples
  /// @param average seconds after which a sample weighs a tenth
  private Sampler(Process process, int interval, int average) {
    this.process = process;
    this.interval = interval;
    this.weight = 1 - Math.pow(10, -(double) interval / average);
    this.source =
        "%d.%d sampling_interval=%d time_const=%d"
            .formatted(process.pid(), FIRST_RANDOM, interval, average);
    this.values = Counters.read(process);
  }

  /// Starts one that lives on by itself; a user has one in a namespace.
  static void start(Process process, int interval, int average) {
    Samplers samplers = Samplers.of(process);
    if (samplers.has(process.user())) {
      throw new CommandException(REFUSED, "nstat: bind: " + Errno.EADDRINUSE.text());
    }
    Process child = process.fork(0);
    child.descriptors().closeAll();
    Sampler sampler = new Sampler(child, interval, average);
    samplers.add(child.user(), sampler);
    child.start(false, () -> sampler.live(samplers));
  }

  private void live(Samplers samplers) {
    process.enter();
    try {
      while (!process.hasEnded()) {
        process.sleep(interval * SECOND);
        sample();
      }
    } catch (Killed e) {
      process.end(128 + e.signal().number());
    } finally {
      samplers.remove(process.user(), this);
      process.end(1);
    }
  }

  private void sample() {
    Map<String, Long> now = Counters.read(process);
    // A name that was not there at the start is never looked for.
    now.keySet().retainAll(values.keySet());
    now.forEach((name, value) -> {
      double sample = (double) (value - values.getOrDefault(name, 0L)) / interval;
      rates.merge(name, weight * sample, (rate, added) -> rate * (1 - weight) + added);
    });
    values = now;
  }

  /// What it read last; of what has never been counted it does not speak.
  Snapshot snapshot() {
    Map<String, Long> counted = new LinkedHashMap<>(values);
    counted.values().removeIf(value -> value == 0);
    return new Snapshot(source, counted, Map.copyOf(rates));
  }
}
