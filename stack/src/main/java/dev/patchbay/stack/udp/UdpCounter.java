package dev.patchbay.stack.udp;

/// What UDP counts in a namespace (RFC 4113, `UDP_MIB_…`), in the order of `/proc/net/snmp`.
public enum UdpCounter {
  IN_DATAGRAMS("InDatagrams"),
  NO_PORTS("NoPorts"),
  IN_ERRORS("InErrors"),
  OUT_DATAGRAMS("OutDatagrams"),
  RCVBUF_ERRORS("RcvbufErrors"),
  SNDBUF_ERRORS("SndbufErrors"),
  IN_CSUM_ERRORS("InCsumErrors"),
  IGNORED_MULTI("IgnoredMulti"),
  MEM_ERRORS("MemErrors");

  private final String label;

  UdpCounter(String label) {
    this.label = label;
  }

  /// As the files name it.
  public String label() {
    return label;
  }
}
