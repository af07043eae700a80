package dev.patchbay.stack.ip6;

/// What IPv6 and ICMPv6 count in a namespace (RFC 4293, `IPSTATS_MIB_…`), in the order of
/// `/proc/net/snmp6`.
public enum Ip6Counter {
  IN_RECEIVES("Ip6InReceives"),
  IN_HDR_ERRORS("Ip6InHdrErrors"),
  IN_TOO_BIG_ERRORS("Ip6InTooBigErrors"),
  IN_NO_ROUTES("Ip6InNoRoutes"),
  IN_ADDR_ERRORS("Ip6InAddrErrors"),
  IN_UNKNOWN_PROTOS("Ip6InUnknownProtos"),
  IN_TRUNCATED_PKTS("Ip6InTruncatedPkts"),
  IN_DISCARDS("Ip6InDiscards"),
  IN_DELIVERS("Ip6InDelivers"),
  OUT_FORW_DATAGRAMS("Ip6OutForwDatagrams"),
  OUT_REQUESTS("Ip6OutRequests"),
  OUT_DISCARDS("Ip6OutDiscards"),
  OUT_NO_ROUTES("Ip6OutNoRoutes"),
  REASM_TIMEOUT("Ip6ReasmTimeout"),
  REASM_REQDS("Ip6ReasmReqds"),
  REASM_OKS("Ip6ReasmOKs"),
  REASM_FAILS("Ip6ReasmFails"),
  FRAG_OKS("Ip6FragOKs"),
  FRAG_FAILS("Ip6FragFails"),
  FRAG_CREATES("Ip6FragCreates"),
  IN_MCAST_PKTS("Ip6InMcastPkts"),
  OUT_MCAST_PKTS("Ip6OutMcastPkts"),
  IN_OCTETS("Ip6InOctets"),
  OUT_OCTETS("Ip6OutOctets"),
  IN_MCAST_OCTETS("Ip6InMcastOctets"),
  OUT_MCAST_OCTETS("Ip6OutMcastOctets"),
  IN_BCAST_OCTETS("Ip6InBcastOctets"),
  OUT_BCAST_OCTETS("Ip6OutBcastOctets"),
  IN_NO_ECT_PKTS("Ip6InNoECTPkts"),
  IN_ECT1_PKTS("Ip6InECT1Pkts"),
  IN_ECT0_PKTS("Ip6InECT0Pkts"),
  IN_CE_PKTS("Ip6InCEPkts"),
  ICMP_IN_MSGS("Icmp6InMsgs"),
  ICMP_IN_ERRORS("Icmp6InErrors"),
  ICMP_OUT_MSGS("Icmp6OutMsgs"),
  ICMP_OUT_ERRORS("Icmp6OutErrors"),
  ICMP_IN_CSUM_ERRORS("Icmp6InCsumErrors"),
  ICMP_OUT_RATE_LIMIT_HOST("Icmp6OutRateLimitHost");

  private final String label;

  Ip6Counter(String label) {
    this.label = label;
  }

  /// As the file names it.
  public String label() {
    return label;
  }
}
