package dev.patchbay.stack.address;

import java.util.Locale;

/// The files of `/proc/sys/net/ipv6/conf/DEV` (Documentation/networking/ip-sysctl.rst).
public enum Ipv6Setting implements Setting {
  ACCEPT_DAD(1),
  ACCEPT_RA(1),
  ACCEPT_RA_DEFRTR(1),
  ACCEPT_RA_FROM_LOCAL(0),
  ACCEPT_RA_MIN_HOP_LIMIT(1),
  ACCEPT_RA_MIN_LFT(0),
  ACCEPT_RA_MTU(1),
  ACCEPT_RA_PINFO(1),
  ACCEPT_RA_RT_INFO_MAX_PLEN(0),
  ACCEPT_RA_RT_INFO_MIN_PLEN(0),
  ACCEPT_RA_RTR_PREF(1),
  ACCEPT_REDIRECTS(1),
  ACCEPT_SOURCE_ROUTE(0),
  ACCEPT_UNTRACKED_NA(0, 0, 2),
  ADDR_GEN_MODE(0, 0, 3),
  AUTOCONF(1),
  DAD_TRANSMITS(1),
  DISABLE_IPV6(0),
  DISABLE_POLICY(0),
  DROP_UNICAST_IN_L2_MULTICAST(0),
  DROP_UNSOLICITED_NA(0),
  ENHANCED_DAD(1),
  FORCE_MLD_VERSION(0),
  FORCE_TLLAO(0),
  FORWARDING(0),
  HOP_LIMIT(64, 1, 255),
  IGNORE_ROUTES_WITH_LINKDOWN(0),
  IOAM6_ENABLED(0, 0, 1),
  IOAM6_ID(65_535, 0, 65_535),
  IOAM6_ID_WIDE(-1, 0, -1),
  KEEP_ADDR_ON_DOWN(0),
  MAX_ADDRESSES(16),
  MAX_DESYNC_FACTOR(600),
  MLDV1_UNSOLICITED_REPORT_INTERVAL(10_000),
  MLDV2_UNSOLICITED_REPORT_INTERVAL(1_000),
  MTU(1280, 1280, Integer.MAX_VALUE),
  NDISC_EVICT_NOCARRIER(1, 0, 1),
  NDISC_NOTIFY(0),
  NDISC_TCLASS(0, 0, 255),
  PROXY_NDP(0),
  RA_DEFRTR_METRIC(1024, 1, -1),
  REGEN_MAX_RETRY(3),
  ROUTER_PROBE_INTERVAL(60),
  ROUTER_SOLICITATION_DELAY(1),
  ROUTER_SOLICITATION_INTERVAL(4),
  ROUTER_SOLICITATION_MAX_INTERVAL(3600),
  ROUTER_SOLICITATIONS(-1, -1, Integer.MAX_VALUE),
  RPL_SEG_ENABLED(0, 0, 1),
  SEG6_ENABLED(0),
  SUPPRESS_FRAG_NDISC(1),
  TEMP_PREFERED_LFT(86_400),
  TEMP_VALID_LFT(604_800),
  USE_OIF_ADDRS_ONLY(0),
  USE_TEMPADDR(0);

  private final String file = name().toLowerCase(Locale.ROOT);
  private final int initial;
  private final int min;
  private final int max;

  Ipv6Setting(int initial) {
    this(initial, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  Ipv6Setting(int initial, int min, int max) {
    this.initial = initial;
    this.min = min;
    this.max = max;
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
    return this == ACCEPT_DAD ? 0 : initial;
  }

  @Override
  public int min() {
    return min;
  }

  @Override
  public int max() {
    return max;
  }

  @Override
  public boolean isUnsigned() {
    return max < min;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }
}
