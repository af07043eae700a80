package dev.patchbay.trace.pcap;

import dev.patchbay.packet.capture.LinkType;

/// The link layers whose packets can be chosen from: the ones of files and interfaces, and the one
/// inside PPPoE.
enum Link {
  LOOPBACK("BSD loopback", 0, 4, 0),
  LOOPBACK_NET("OpenBSD loopback", 0, 4, 0),
  ETHERNET("Ethernet", 12, 14, 3),
  RAW("Raw IP", Link.UNKNOWN, 0, 0),
  IPV4("Raw IPv4", Link.UNKNOWN, 0, 0),
  IPV6("Raw IPv6", Link.UNKNOWN, 0, 0),
  COOKED("Linux cooked v1", 14, 16, 0),
  COOKED2("Linux cooked v2", 0, 20, 0),
  PPP("PPP", 2, 4, 0),
  CISCO_HDLC("Cisco HDLC", 2, 4, 0),
  FRAME_RELAY("Frame Relay", Link.UNKNOWN, 0, 0);

  /// Where a field stands that is not there.
  static final int UNKNOWN = -1;

  private final String description;
  private final int typeAt;
  private final int header;
  private final int withoutSnap;

  Link(String description, int typeAt, int header, int withoutSnap) {
    this.description = description;
    this.typeAt = typeAt;
    this.header = header;
    this.withoutSnap = withoutSnap;
  }

  static Link of(LinkType type) {
    return switch (type) {
      case NULL -> LOOPBACK;
      case LOOP -> LOOPBACK_NET;
      case PPP, PPP_SERIAL -> PPP;
      case C_HDLC -> CISCO_HDLC;
      case FRELAY -> FRAME_RELAY;
      case EN10MB -> ETHERNET;
      case RAW -> RAW;
      case IPV4 -> IPV4;
      case IPV6 -> IPV6;
      case LINUX_SLL -> COOKED;
      case LINUX_SLL2 -> COOKED2;
    };
  }

  /// What it is called in a refusal.
  String description() {
    return description;
  }

  /// Where the type of the payload stands, or [#UNKNOWN].
  int typeAt() {
    return typeAt;
  }

  /// Where the payload begins.
  int header() {
    return header;
  }

  /// Bytes of logical link control before a payload without SNAP.
  int withoutSnap() {
    return withoutSnap;
  }
}
