package dev.patchbay.stack.ip;

import java.util.Locale;

/// The files of `/proc/sys/net/ipv4` that this package acts upon, and every namespace has
/// (Documentation/networking/ip-sysctl.rst).
public enum IpSetting {
  FWMARK_REFLECT(0, 0, 255),
  ICMP_ECHO_ENABLE_PROBE(0, 0, 1),
  ICMP_ECHO_IGNORE_ALL(0, 0, 1),
  ICMP_ECHO_IGNORE_BROADCASTS(1, 0, 1),
  ICMP_ERRORS_USE_INBOUND_IFADDR(0, 0, 1),
  ICMP_IGNORE_BOGUS_ERROR_RESPONSES(1, 0, 1),
  ICMP_MSGS_BURST(50, 0, Integer.MAX_VALUE),
  ICMP_MSGS_PER_SEC(1000, 0, Integer.MAX_VALUE),

  /// Milliseconds.
  ICMP_RATELIMIT(1000, 0, Integer.MAX_VALUE),

  /// Bits by ICMP type: what is limited.
  ICMP_RATEMASK(0x1818, Integer.MIN_VALUE, Integer.MAX_VALUE),

  /// Whether groups of the link itself (224.0.0.0/24) are told of, too.
  IGMP_LINK_LOCAL_MCAST_REPORTS(1, 0, 255),

  /// How many groups a socket may join.
  IGMP_MAX_MEMBERSHIPS(20, Integer.MIN_VALUE, Integer.MAX_VALUE),

  /// How many sources of a group a socket may name.
  IGMP_MAX_MSF(10, Integer.MIN_VALUE, Integer.MAX_VALUE),

  /// How often changes are told.
  IGMP_QRV(2, 1, Integer.MAX_VALUE),
  IP_DEFAULT_TTL(64, 1, 255),
  IP_FORWARD_UPDATE_PRIORITY(1, 0, 1),
  IP_FORWARD_USE_PMTU(0, 0, 255),
  IP_NO_PMTU_DISC(0, 0, 255),
  IP_NONLOCAL_BIND(0, 0, 255),

  /// Bytes that incomplete packets may take.
  IPFRAG_HIGH_THRESH(4_194_304, 0, Integer.MAX_VALUE),
  IPFRAG_LOW_THRESH(3_145_728, 0, Integer.MAX_VALUE),
  IPFRAG_MAX_DIST(64, 0, Integer.MAX_VALUE),

  /// Seconds.
  IPFRAG_TIME(30, 0, Integer.MAX_VALUE / 100),

  /// Whether sockets that are not bound to a device hear what comes in routing domains.
  RAW_L3MDEV_ACCEPT(1, 0, 1),
  UDP_L3MDEV_ACCEPT(0, 0, 1);

  private final String file = name().toLowerCase(Locale.ROOT);
  private final int initial;
  private final int min;
  private final int max;

  IpSetting(int initial, int min, int max) {
    this.initial = initial;
    this.min = min;
    this.max = max;
  }

  /// The file that holds it.
  public String file() {
    return file;
  }

  int initial() {
    return initial;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }
}
