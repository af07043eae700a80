package dev.patchbay.stack.address;

import java.util.Locale;

/// The files of `/proc/sys/net/ipv4/conf/DEV` (Documentation/networking/ip-sysctl.rst). Any integer
/// may be written to them.
public enum Ipv4Setting implements Setting {
  ACCEPT_LOCAL(0),
  ACCEPT_REDIRECTS(1),
  ACCEPT_SOURCE_ROUTE(1),
  ARP_ACCEPT(0),
  ARP_ANNOUNCE(0),
  ARP_EVICT_NOCARRIER(1),
  ARP_FILTER(0),
  ARP_IGNORE(0),
  ARP_NOTIFY(0),
  BC_FORWARDING(0),
  BOOTP_RELAY(0),
  DISABLE_POLICY(0),
  DISABLE_XFRM(0),
  DROP_GRATUITOUS_ARP(0),
  DROP_UNICAST_IN_L2_MULTICAST(0),
  FORCE_IGMP_VERSION(0),
  FORWARDING(0),
  IGMPV2_UNSOLICITED_REPORT_INTERVAL(10_000),
  IGMPV3_UNSOLICITED_REPORT_INTERVAL(1_000),
  IGNORE_ROUTES_WITH_LINKDOWN(0),
  LOG_MARTIANS(0),
  MC_FORWARDING(0),
  MEDIUM_ID(0),
  PROMOTE_SECONDARIES(0),
  PROXY_ARP(0),
  PROXY_ARP_PVLAN(0),
  ROUTE_LOCALNET(0),
  RP_FILTER(0),
  SECURE_REDIRECTS(1),
  SEND_REDIRECTS(1),
  SHARED_MEDIA(1),
  SRC_VALID_MARK(0),
  TAG(0);

  private final String file = name().toLowerCase(Locale.ROOT);
  private final int initial;

  Ipv4Setting(int initial) {
    this.initial = initial;
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public int initial() {
    return initial;
  }

  @Override
  public int initialForAll() {
    return this == ACCEPT_SOURCE_ROUTE ? 0 : initial;
  }

  @Override
  public int min() {
    return Integer.MIN_VALUE;
  }

  @Override
  public int max() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean isUnsigned() {
    return false;
  }

  @Override
  public boolean isReadOnly() {
    return this == MC_FORWARDING;
  }
}
