package dev.patchbay.filter;

/// How many packets and bytes a rule or a policy has met.
public final class Counter {
  private long packets;
  private long bytes;

  public Counter() {}

  public Counter(long packets, long bytes) {
    this.packets = packets;
    this.bytes = bytes;
  }

  void count(int length) {
    packets++;
    bytes += length;
  }

  /// Sets both (`--set-counters`, `-Z`).
  public void set(long toPackets, long toBytes) {
    packets = toPackets;
    bytes = toBytes;
  }

  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }
}
