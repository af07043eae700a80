package dev.patchbay.stack.ip;

/// The counters of IPv4 and ICMP in one namespace.
public final class IpCounters {
  private static final int NR_TYPES = 256;
  private static final int ECN_MASK = 3;

  private final long[] ip = new long[IpCounter.values().length];
  private final long[] icmp = new long[IcmpCounter.values().length];
  private final long[] icmpIn = new long[NR_TYPES];
  private final long[] icmpOut = new long[NR_TYPES];
  private long reversePathFilter;

  IpCounters() {}

  void count(IpCounter counter) {
    ip[counter.ordinal()]++;
  }

  void add(IpCounter counter, long more) {
    ip[counter.ordinal()] += more;
  }

  /// Counts a packet of so many bytes.
  public void count(IpCounter packets, IpCounter octets, int bytes) {
    ip[packets.ordinal()]++;
    ip[octets.ordinal()] += bytes;
  }

  /// Counts so many packets by the congestion bits of their type of service (RFC 3168).
  void countCongestion(int tos, int packets) {
    ip[IpCounter.IN_NO_ECT_PKTS.ordinal() + (tos & ECN_MASK)] += packets;
  }

  public long value(IpCounter counter) {
    return ip[counter.ordinal()];
  }

  void count(IcmpCounter counter) {
    icmp[counter.ordinal()]++;
  }

  /// Counts an error that tells of no socket's packet.
  public void countIcmpInError() {
    count(IcmpCounter.IN_ERRORS);
  }

  public long value(IcmpCounter counter) {
    return icmp[counter.ordinal()];
  }

  void countIcmpIn(int type) {
    icmpIn[type]++;
  }

  /// How many ICMP messages of the type have come in.
  public long icmpIn(int type) {
    return icmpIn[type];
  }

  void countIcmpOut(int type) {
    icmp[IcmpCounter.OUT_MSGS.ordinal()]++;
    icmpOut[type]++;
  }

  /// How many ICMP messages of the type were made here.
  public long icmpOut(int type) {
    return icmpOut[type];
  }

  void countReversePathFilter() {
    reversePathFilter++;
  }

  /// Packets refused by `rp_filter`.
  public long reversePathFilter() {
    return reversePathFilter;
  }
}
