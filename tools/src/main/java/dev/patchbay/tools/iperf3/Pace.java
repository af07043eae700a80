package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;

/// How fast a program can make bytes. A lab's paths may carry any amount in no time, so a sender
/// without a limit of its own takes as long as one that fills 10 Gbit/s.
final class Pace {
  /// Bits a second.
  private static final long RATE = 10_000_000_000L;

  private static final long SECOND = 1_000_000_000;
  private static final int BITS = 8;

  private final Process process;
  private long free;

  Pace(Process process) {
    this.process = process;
  }

  /// Waits until the program has made so many bytes.
  void make(int bytes) {
    long now = process.loop().now();
    free = Math.max(free, now) + (long) bytes * BITS * SECOND / RATE;
    process.sleep(free - now);
  }
}
