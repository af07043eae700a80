package dev.patchbay.tools.nstat;

import dev.patchbay.core.Process;
import java.util.Map;

/// Counters at one time.
///
/// @param source who read them; what was remembered of another source says nothing
/// @param rates how fast each grows, a second; none where nobody samples
record Snapshot(String source, Map<String, Long> values, Map<String, Double> rates) {
  private static final String KERNEL = "kernel";

  /// What the daemon that answers this process read last; without one, the counters as they are.
  static Snapshot take(Process process) {
    Sampler sampler = Samplers.of(process).answering(process.user());
    return sampler == null
        ? new Snapshot(KERNEL, Counters.read(process), Map.of())
        : sampler.snapshot();
  }

  double rate(String name) {
    return rates.getOrDefault(name, 0.0);
  }
}
