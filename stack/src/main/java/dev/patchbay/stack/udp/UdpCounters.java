package dev.patchbay.stack.udp;

/// The counters of UDP above one family in one namespace.
public final class UdpCounters {
  private final long[] values = new long[UdpCounter.values().length];

  UdpCounters() {}

  /// How much has been counted.
  public long value(UdpCounter counter) {
    return values[counter.ordinal()];
  }

  void count(UdpCounter counter) {
    values[counter.ordinal()]++;
  }
}
