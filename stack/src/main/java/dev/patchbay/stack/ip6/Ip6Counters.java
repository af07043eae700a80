package dev.patchbay.stack.ip6;

/// The counters of IPv6 and ICMPv6 in one namespace.
public final class Ip6Counters {
  private static final int TYPES = 256;
  private static final int ECN_MASK = 3;

  private final long[] values = new long[Ip6Counter.values().length];
  private final long[] icmpIn = new long[TYPES];
  private final long[] icmpOut = new long[TYPES];

  Ip6Counters() {}

  /// How much has been counted.
  public long value(Ip6Counter counter) {
    return values[counter.ordinal()];
  }

  void count(Ip6Counter counter) {
    values[counter.ordinal()]++;
  }

  /// Counts a packet of so many bytes.
  void count(Ip6Counter packets, Ip6Counter octets, int bytes) {
    values[packets.ordinal()]++;
    values[octets.ordinal()] += bytes;
  }

  /// Counts a packet that has come in, by the congestion bits of its traffic class.
  void countCongestion(int trafficClass) {
    values[Ip6Counter.IN_NO_ECT_PKTS.ordinal() + (trafficClass & ECN_MASK)]++;
  }

  void countIcmpIn(int type) {
    icmpIn[type]++;
  }

  /// How many ICMPv6 messages of the type have come in.
  public long icmpIn(int type) {
    return icmpIn[type];
  }

  void countIcmpOut(int type) {
    count(Ip6Counter.ICMP_OUT_MSGS);
    icmpOut[type]++;
  }

  /// How many ICMPv6 messages of the type were made here.
  public long icmpOut(int type) {
    return icmpOut[type];
  }
}
