package dev.patchbay.device.bridge.multicast;

import org.jspecify.annotations.Nullable;

/// The messages about groups that a bridge counts (`br_mcast_stats`).
public enum MulticastMessage {
  IGMP_QUERY_V1,
  IGMP_QUERY_V2,
  IGMP_QUERY_V3,
  IGMP_REPORT_V1,
  IGMP_REPORT_V2,
  IGMP_REPORT_V3,
  IGMP_LEAVE,
  MLD_QUERY_V1,
  MLD_QUERY_V2,
  MLD_REPORT_V1,
  MLD_REPORT_V2,
  MLD_LEAVE;

  private static final MulticastMessage[] ALL = values();
  private static final int SHIFT = 8;
  private static final int MASK = 0xff << SHIFT;

  /// The packet's flags and which message it is, which is looked up by [#of].
  int mark(int flags) {
    return (flags & ~MASK) | (ordinal() + 1) << SHIFT;
  }

  /// The flags of a packet that is no such message.
  static int unmark(int flags) {
    return flags & ~MASK;
  }

  /// Which message a packet with these flags is, or null.
  public static @Nullable MulticastMessage of(int flags) {
    int number = (flags & MASK) >>> SHIFT;
    return number == 0 ? null : ALL[number - 1];
  }
}
