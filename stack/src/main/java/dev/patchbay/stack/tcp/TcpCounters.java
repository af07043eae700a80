package dev.patchbay.stack.tcp;

/// The counters of TCP in one namespace, both families together.
public final class TcpCounters {
  private final long[] values = new long[TcpCounter.values().length];

  TcpCounters() {}

  /// How much has been counted; of [TcpCounter#CURR_ESTAB], how many there are.
  public long value(TcpCounter counter) {
    return values[counter.ordinal()];
  }

  void count(TcpCounter counter) {
    values[counter.ordinal()]++;
  }

  void count(TcpCounter counter, int times) {
    values[counter.ordinal()] += times;
  }
}
