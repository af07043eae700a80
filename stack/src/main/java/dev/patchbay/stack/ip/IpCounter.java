package dev.patchbay.stack.ip;

/// What IPv4 counts in a namespace (RFC 1213, `IPSTATS_MIB_…`): those of the `Ip` line of
/// `/proc/net/snmp`, then those of the `IpExt` line of `/proc/net/netstat`, in the order of the
/// files.
public enum IpCounter {
  IN_RECEIVES("InReceives"),
  IN_HDR_ERRORS("InHdrErrors"),
  IN_ADDR_ERRORS("InAddrErrors"),
  FORW_DATAGRAMS("ForwDatagrams"),
  IN_UNKNOWN_PROTOS("InUnknownProtos"),
  IN_DISCARDS("InDiscards"),
  IN_DELIVERS("InDelivers"),
  OUT_REQUESTS("OutRequests"),
  OUT_DISCARDS("OutDiscards"),
  OUT_NO_ROUTES("OutNoRoutes"),
  REASM_TIMEOUT("ReasmTimeout"),
  REASM_REQDS("ReasmReqds"),
  REASM_OKS("ReasmOKs"),
  REASM_FAILS("ReasmFails"),
  FRAG_OKS("FragOKs"),
  FRAG_FAILS("FragFails"),
  FRAG_CREATES("FragCreates"),
  IN_NO_ROUTES("InNoRoutes"),
  IN_TRUNCATED_PKTS("InTruncatedPkts"),
  IN_MCAST_PKTS("InMcastPkts"),
  OUT_MCAST_PKTS("OutMcastPkts"),
  IN_BCAST_PKTS("InBcastPkts"),
  OUT_BCAST_PKTS("OutBcastPkts"),
  IN_OCTETS("InOctets"),
  OUT_OCTETS("OutOctets"),
  IN_MCAST_OCTETS("InMcastOctets"),
  OUT_MCAST_OCTETS("OutMcastOctets"),
  IN_BCAST_OCTETS("InBcastOctets"),
  OUT_BCAST_OCTETS("OutBcastOctets"),
  IN_CSUM_ERRORS("InCsumErrors"),
  IN_NO_ECT_PKTS("InNoECTPkts"),
  IN_ECT1_PKTS("InECT1Pkts"),
  IN_ECT0_PKTS("InECT0Pkts"),
  IN_CE_PKTS("InCEPkts"),
  REASM_OVERLAPS("ReasmOverlaps");

  private final String label;

  IpCounter(String label) {
    this.label = label;
  }

  /// As the files name it.
  public String label() {
    return label;
  }

  /// Whether it stands in `/proc/net/netstat`.
  public boolean isExtended() {
    return compareTo(IN_NO_ROUTES) >= 0;
  }
}
