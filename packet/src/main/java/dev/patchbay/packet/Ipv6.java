package dev.patchbay.packet;

/// The IPv6 header (RFC 8200 section 3). An address is two longs, `Hi` and `Lo`.
///
/// ```
///  0 version, traffic class, flow label
///  4 payload length           6 next header    7 hop limit
///  8 source                  24 destination   40 extension headers …
/// ```
public final class Ipv6 {
  static final int VERSION_CLASS_FLOW = 0;
  static final int PAYLOAD_LENGTH = 4;
  static final int NEXT_HEADER = 6;
  static final int HOP_LIMIT = 7;
  static final int SOURCE = 8;
  static final int DESTINATION = 24;

  /// Bytes of the header.
  public static final int HEADER = 40;

  /// Bytes of an address.
  public static final int ADDRESS = 16;

  /// The smallest MTU an IPv6 device may have.
  public static final int MIN_MTU = 1280;

  /// The first half of link-local addresses, fe80::/64.
  public static final long LINK_LOCAL_HI = 0xfe80L << 48;

  /// The first half of link-local multicast groups, ff02::/64.
  public static final long LINK_MULTICAST_HI = 0xff02L << 48;

  /// The last half of ff02::1.
  public static final long ALL_NODES_LO = 1;

  /// The last half of ff02::2.
  public static final long ALL_ROUTERS_LO = 2;

  private static final long SOLICITED_NODE_LO = 0x1_ff00_0000L;

  private Ipv6() {}

  // ---- lengths

  /// Whether a header of version 6 lies between `at` and `tail`. What an ICMPv6 error quotes needs
  /// no more.
  public static boolean headerFits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER && version(bytes, at) == 6;
  }

  /// Whether a whole packet lies between `at` and `tail`: [#headerFits], and a payload length that
  /// is there (`ip6_rcv_core`). A length of 0 before hop-by-hop options may be a jumbogram.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return headerFits(bytes, at, tail) && payloadLength(bytes, at) <= tail - at - HEADER;
  }

  public static int version(byte[] bytes, int at) {
    return Wire.u8(bytes, at + VERSION_CLASS_FLOW) >>> 4;
  }

  /// Bytes behind the header, extension headers included.
  public static int payloadLength(byte[] bytes, int at) {
    return Wire.u16(bytes, at + PAYLOAD_LENGTH);
  }

  public static void payloadLength(byte[] bytes, int at, int length) {
    Wire.u16(bytes, at + PAYLOAD_LENGTH, length);
  }

  // ---- fields

  public static int trafficClass(byte[] bytes, int at) {
    return Wire.u16(bytes, at + VERSION_CLASS_FLOW) >>> 4 & 0xff;
  }

  public static void trafficClass(byte[] bytes, int at, int trafficClass) {
    int old = Wire.u16(bytes, at + VERSION_CLASS_FLOW);
    Wire.u16(bytes, at + VERSION_CLASS_FLOW, (old & 0xf00f) | ((trafficClass & 0xff) << 4));
  }

  public static int flowLabel(byte[] bytes, int at) {
    return Wire.i32(bytes, at + VERSION_CLASS_FLOW) & 0xf_ffff;
  }

  public static void flowLabel(byte[] bytes, int at, int label) {
    int old = Wire.i32(bytes, at + VERSION_CLASS_FLOW);
    Wire.i32(bytes, at + VERSION_CLASS_FLOW, (old & ~0xf_ffff) | (label & 0xf_ffff));
  }

  /// An [IpProtocol], of an extension header or of the transport.
  public static int nextHeader(byte[] bytes, int at) {
    return Wire.u8(bytes, at + NEXT_HEADER);
  }

  public static void nextHeader(byte[] bytes, int at, int protocol) {
    Wire.u8(bytes, at + NEXT_HEADER, protocol);
  }

  public static int hopLimit(byte[] bytes, int at) {
    return Wire.u8(bytes, at + HOP_LIMIT);
  }

  public static void hopLimit(byte[] bytes, int at, int limit) {
    Wire.u8(bytes, at + HOP_LIMIT, limit);
  }

  /// Takes one off the hop limit and returns the new one.
  public static int decrementHopLimit(byte[] bytes, int at) {
    hopLimit(bytes, at, hopLimit(bytes, at) - 1);
    return hopLimit(bytes, at);
  }

  public static long sourceHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + SOURCE);
  }

  public static long sourceLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + SOURCE + 8);
  }

  public static void source(byte[] bytes, int at, long hi, long lo) {
    Wire.i64(bytes, at + SOURCE, hi);
    Wire.i64(bytes, at + SOURCE + 8, lo);
  }

  public static long destinationHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + DESTINATION);
  }

  public static long destinationLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + DESTINATION + 8);
  }

  public static void destination(byte[] bytes, int at, long hi, long lo) {
    Wire.i64(bytes, at + DESTINATION, hi);
    Wire.i64(bytes, at + DESTINATION + 8, lo);
  }

  // ---- extension headers

  /// Whether the number is that of an extension header whose length can be read.
  public static boolean isExtension(int nextHeader) {
    return switch (nextHeader) {
      case IpProtocol.HOP_BY_HOP,
          IpProtocol.ROUTING,
          IpProtocol.FRAGMENT,
          IpProtocol.AH,
          IpProtocol.NO_NEXT_HEADER,
          IpProtocol.DESTINATION_OPTIONS ->
          true;
      default -> false;
    };
  }

  /// What follows the extension headers of the header at `at` (`ipv6_skip_exthdr`): ask the answer
  /// by [#transportProtocol] and [#transportAt]. It is negative when there is nothing, or a header
  /// is cut off. In a later fragment it is the fragment header.
  public static long skipExtensions(byte[] bytes, int at, int tail) {
    return skipExtensions(bytes, at + HEADER, tail, nextHeader(bytes, at));
  }

  /// The same from a header of the kind `nextHeader` at `at` on.
  public static long skipExtensions(byte[] bytes, int at, int tail, int nextHeader) {
    int kind = nextHeader;
    int next = at;
    while (isExtension(kind)) {
      if (kind == IpProtocol.NO_NEXT_HEADER || tail - next < 8) {
        return -1;
      }
      if (kind == IpProtocol.FRAGMENT && Ipv6Fragment.offset(bytes, next) != 0) {
        break;
      }
      int length = extensionLength(bytes, next, kind);
      kind = Wire.u8(bytes, next);
      next += length;
    }
    return ((long) kind << 32) | next;
  }

  /// Where the extension header of the kind `wanted` of the header at `at` begins, or -1 when there
  /// is none (`ipv6_find_hdr`).
  public static int find(byte[] bytes, int at, int tail, int wanted) {
    int kind = nextHeader(bytes, at);
    int next = at + HEADER;
    while (kind != wanted) {
      if (!isExtension(kind) || kind == IpProtocol.NO_NEXT_HEADER || tail - next < 8) {
        return -1;
      }
      if (kind == IpProtocol.FRAGMENT && Ipv6Fragment.offset(bytes, next) != 0) {
        return -1;
      }
      int length = extensionLength(bytes, next, kind);
      kind = Wire.u8(bytes, next);
      next += length;
    }
    return next <= tail ? next : -1;
  }

  /// The protocol in an answer of [#skipExtensions].
  public static int transportProtocol(long skipped) {
    return (int) (skipped >>> 32);
  }

  /// The index in an answer of [#skipExtensions]; it may lie behind the packet's tail.
  public static int transportAt(long skipped) {
    return (int) skipped;
  }

  /// Bytes of the extension header of that kind at `at`.
  public static int extensionLength(byte[] bytes, int at, int kind) {
    return switch (kind) {
      case IpProtocol.FRAGMENT -> Ipv6Fragment.HEADER;
      case IpProtocol.AH -> Ah.length(bytes, at);
      default -> (Wire.u8(bytes, at + 1) + 1) << 3;
    };
  }

  // ---- making one

  /// Puts a header in front, which becomes the packet's network header, and returns its index. Its
  /// payload length is what the packet held; traffic class and flow label are 0, the addresses are
  /// the caller's to write.
  public static int push(Packet packet, int nextHeader, int hopLimit) {
    int length = packet.length();
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    Wire.i32(bytes, at + VERSION_CLASS_FLOW, 0x6000_0000);
    payloadLength(bytes, at, length);
    nextHeader(bytes, at, nextHeader);
    hopLimit(bytes, at, hopLimit);
    packet.network(at);
    return at;
  }

  // ---- addresses

  /// ff00::/8
  public static boolean isMulticast(long hi) {
    return hi >>> 56 == 0xff;
  }

  /// The scope of a multicast address: 1 interface, 2 link, 5 site, 14 global (RFC 7346).
  public static int multicastScope(long hi) {
    return (int) (hi >>> 48) & 0xf;
  }

  /// fe80::/10
  public static boolean isLinkLocal(long hi) {
    return hi >>> 54 == 0xfe80 >>> 6;
  }

  /// ::1
  public static boolean isLoopback(long hi, long lo) {
    return hi == 0 && lo == 1;
  }

  /// ::
  public static boolean isUnspecified(long hi, long lo) {
    return (hi | lo) == 0;
  }

  /// ff02::1:ff00:0/104, the groups of [#solicitedNodeLo].
  public static boolean isSolicitedNode(long hi, long lo) {
    return hi == LINK_MULTICAST_HI && (lo & ~0xff_ffffL) == SOLICITED_NODE_LO;
  }

  /// The last half of the solicited-node group of an address (RFC 4291 section 2.7.1); the first is
  /// [#LINK_MULTICAST_HI].
  public static long solicitedNodeLo(long lo) {
    return SOLICITED_NODE_LO | (lo & 0xff_ffffL);
  }

  /// The Ethernet address of a multicast group (RFC 2464 section 7).
  public static long multicastMac(long lo) {
    return 0x3333_0000_0000L | (lo & 0xffff_ffffL);
  }

  /// The interface identifier made of an Ethernet address, the last half of addresses (modified
  /// EUI-64, RFC 4291 appendix A).
  public static long interfaceId(long mac) {
    return ((mac >>> 24 << 40) | 0xff_fe00_0000L | (mac & 0xff_ffffL)) ^ 0x0200_0000_0000_0000L;
  }
}
