package dev.patchbay.trace.pcap;

import java.util.Locale;

/// The protocols that have a word of their own, and what is said of the ones that carry no hosts or
/// no other protocol.
enum Protocol {
  DEFAULT,
  LINK,
  IP,
  ARP,
  RARP,
  SCTP,
  TCP,
  UDP,
  ICMP,
  IGMP,
  IGRP,
  PIM,
  VRRP,
  CARP,
  ATALK,
  AARP,
  DECNET,
  LAT,
  SCA,
  MOPRC,
  MOPDL,
  IP6,
  ICMP6,
  AH,
  ESP,
  ISO,
  ESIS,
  ISIS,
  L1,
  L2,
  IIH,
  LSP,
  SNP,
  PSNP,
  CSNP,
  CLNP,
  STP,
  IPX,
  NETBEUI,
  RADIO;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Why it has no IPv4 host or net of its own.
  FilterRefusal withoutHosts(String kind) {
    return new FilterRefusal(
        switch (this) {
          case LINK -> "link-layer modifier applied to " + kind;
          case ATALK -> "AppleTalk host filtering not implemented";
          case LAT, SCA, MOPRC, MOPDL, AARP, ISO, IPX -> name() + " host filtering not implemented";
          case IP6 -> "'ip6' modifier applied to ip host";
          default -> "'" + text() + "' modifier applied to " + kind;
        });
  }

  /// Why it has no IPv6 host or net of its own.
  FilterRefusal withoutHosts6(String kind) {
    return new FilterRefusal(
        switch (this) {
          case LINK -> "link-layer modifier applied to ip6 " + kind;
          case ATALK -> "AppleTalk modifier applied to ip6 " + kind;
          default -> "'" + text() + "' modifier applied to ip6 " + kind;
        });
  }

  /// Why no protocol inside it can be named.
  FilterRefusal withoutPayload() {
    return new FilterRefusal(
        switch (this) {
          case ARP, RARP -> text() + " does not encapsulate another protocol";
          case LAT, SCA, MOPRC, MOPDL -> name() + " does not encapsulate another protocol";
          case ATALK -> "AppleTalk encapsulation is not specifiable";
          case DECNET -> "DECNET encapsulation is not specifiable";
          case CLNP -> "'clnp proto' is not supported";
          default -> "'" + text() + " proto' is bogus";
        });
  }
}
