package dev.patchbay.device.bridge.multicast;

/// How many messages about groups a bridge, or a port of one, has got and sent (`br_mcast_stats`).
public final class MulticastStatistics {
  /// Nothing has been counted.
  public static final MulticastStatistics NONE = new MulticastStatistics();

  private final long[] received = new long[MulticastMessage.values().length];
  private final long[] sent = new long[MulticastMessage.values().length];
  private long igmpErrors;
  private long mldErrors;

  void received(MulticastMessage message) {
    received[message.ordinal()]++;
  }

  void sent(MulticastMessage message) {
    sent[message.ordinal()]++;
  }

  void malformed(boolean igmp) {
    if (igmp) {
      igmpErrors++;
    } else {
      mldErrors++;
    }
  }

  public long rx(MulticastMessage message) {
    return received[message.ordinal()];
  }

  public long tx(MulticastMessage message) {
    return sent[message.ordinal()];
  }

  /// Messages of IGMP that could not be read.
  public long igmpErrors() {
    return igmpErrors;
  }

  /// Messages of MLD that could not be read.
  public long mldErrors() {
    return mldErrors;
  }
}
