package dev.patchbay.packet.capture;

import org.jspecify.annotations.Nullable;

/// What the first bytes of a captured frame are (the link-layer header types of pcap), as far as
/// the network here makes or reads them.
public enum LinkType {
  /// BSD loopback: the address family in the byte order of the host that captured.
  NULL(0),
  /// Ethernet, from the destination address on, without the frame check sequence.
  EN10MB(1),
  /// PPP, in framing as of HDLC or not.
  PPP(9),
  /// PPP in framing as of HDLC, or Cisco's own HDLC.
  PPP_SERIAL(50),
  /// An IPv4 or IPv6 packet without a link header.
  RAW(101),
  /// Cisco's own HDLC.
  C_HDLC(104),
  /// Frame relay, from the address on.
  FRELAY(107),
  /// BSD loopback: the address family in the byte order of the network.
  LOOP(108),
  /// Linux "cooked": what `-i any` made before version 2.
  LINUX_SLL(113),
  /// An IPv4 packet.
  IPV4(228),
  /// An IPv6 packet.
  IPV6(229),
  /// Linux "cooked", version 2: with the number of the interface.
  LINUX_SLL2(276);

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  /// Its number in a file's header.
  public int number() {
    return number;
  }

  /// The type of that number, or null if it is none of these. RAW has another one, which Linux
  /// calls it by where no file is concerned.
  public static @Nullable LinkType of(int number) {
    if (number == 12) {
      return RAW;
    }
    for (LinkType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }
}
