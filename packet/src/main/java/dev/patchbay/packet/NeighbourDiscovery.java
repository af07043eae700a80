package dev.patchbay.packet;

import java.util.Arrays;

/// The five messages of neighbour discovery (RFC 4861 section 4), at the index of their [Icmpv6]
/// header. What follows the fixed part is a list of [NeighbourOption]s.
///
/// ```
///  solicitation   8 target                                    24 options
///  advertisement  4 R S O   8 target                          24 options
///  redirect       8 target                    24 destination  40 options
///  router sol.                                                 8 options
///  router adv.    4 hop limit  5 M O  6 lifetime  8 reachable time  12 retrans timer  16 options
/// ```
public final class NeighbourDiscovery {
  static final int FLAGS = 4;
  static final int TARGET = 8;
  static final int DESTINATION = 24;
  static final int HOP_LIMIT = 4;
  static final int ROUTER_FLAGS = 5;
  static final int LIFETIME = 6;
  static final int REACHABLE_TIME = 8;
  static final int RETRANS_TIMER = 12;

  /// Bytes of the fixed part of a neighbour solicitation or advertisement.
  public static final int NEIGHBOUR_HEADER = 24;

  /// Bytes of the fixed part of a router solicitation.
  public static final int SOLICITATION_HEADER = 8;

  /// Bytes of the fixed part of a router advertisement.
  public static final int ADVERTISEMENT_HEADER = 16;

  /// Bytes of the fixed part of a redirect.
  public static final int REDIRECT_HEADER = 40;

  /// The hop limit that every such message has; one with less came from another link.
  public static final int HOP_LIMIT_REQUIRED = 255;

  /// Flag of a neighbour advertisement: the sender is a router.
  public static final int ROUTER = 0x80;

  /// Flag of a neighbour advertisement: it answers a solicitation.
  public static final int SOLICITED = 0x40;

  /// Flag of a neighbour advertisement: it replaces a known link-layer address.
  public static final int OVERRIDE = 0x20;

  /// Flag of a router advertisement: addresses come by DHCPv6.
  public static final int MANAGED = 0x80;

  /// Flag of a router advertisement: other settings come by DHCPv6.
  public static final int OTHER = 0x40;

  private NeighbourDiscovery() {}

  /// Bytes of the fixed part of an ICMPv6 message of that type, or -1 if it is none of these.
  public static int header(int type) {
    return switch (type) {
      case Icmpv6.ROUTER_SOLICITATION -> SOLICITATION_HEADER;
      case Icmpv6.ROUTER_ADVERTISEMENT -> ADVERTISEMENT_HEADER;
      case Icmpv6.NEIGHBOUR_SOLICITATION, Icmpv6.NEIGHBOUR_ADVERTISEMENT -> NEIGHBOUR_HEADER;
      case Icmpv6.REDIRECT -> REDIRECT_HEADER;
      default -> -1;
    };
  }

  /// Whether one of the five messages lies between `at` and `tail`, its options well-formed.
  public static boolean fits(byte[] bytes, int at, int tail) {
    if (!Icmpv6.fits(bytes, at, tail)) {
      return false;
    }
    int header = header(Icmpv6.type(bytes, at));
    return header >= 0 && tail - at >= header && NeighbourOption.fit(bytes, at + header, tail);
  }

  /// Where the options of the message begin.
  public static int options(byte[] bytes, int at) {
    return at + header(Icmpv6.type(bytes, at));
  }

  /// The index of the first option of that type, or -1.
  public static int option(byte[] bytes, int at, int tail, int type) {
    return NeighbourOption.find(bytes, options(bytes, at), tail, type);
  }

  /// Bytes of a frame that [#pushSolicitation] makes.
  public static final int SOLICITATION_FRAME =
      Ethernet.HEADER + Ipv6.HEADER + NEIGHBOUR_HEADER + NeighbourOption.HEADER;

  /// Makes an empty packet a whole frame that asks the target's solicited-node group who has it,
  /// from an address and a link-layer address, which goes along as an option.
  public static void pushSolicitation(
      Packet packet, long mac, long sourceHi, long sourceLo, long targetHi, long targetLo) {
    int at = packet.push(NEIGHBOUR_HEADER + NeighbourOption.HEADER);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, packet.tail(), (byte) 0);
    target(bytes, at, targetHi, targetLo);
    NeighbourOption.writeMac(bytes, at + NEIGHBOUR_HEADER, NeighbourOption.SOURCE_ADDRESS, mac);
    Icmpv6.type(bytes, at, Icmpv6.NEIGHBOUR_SOLICITATION);
    packet.transport(at);
    int ip = Ipv6.push(packet, IpProtocol.ICMPV6, HOP_LIMIT_REQUIRED);
    long group = Ipv6.solicitedNodeLo(targetLo);
    Ipv6.source(bytes, ip, sourceHi, sourceLo);
    Ipv6.destination(bytes, ip, Ipv6.LINK_MULTICAST_HI, group);
    Icmpv6.fillChecksum(bytes, ip, at, packet.tail());
    packet.protocol(EtherType.IPV6);
    Ethernet.push(packet, Ipv6.multicastMac(group), mac, EtherType.IPV6);
  }

  // ---- neighbour solicitation, neighbour advertisement, redirect

  /// [#ROUTER], [#SOLICITED] and [#OVERRIDE] of a neighbour advertisement.
  public static int flags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + FLAGS);
  }

  public static void flags(byte[] bytes, int at, int flags) {
    Wire.u8(bytes, at + FLAGS, flags);
  }

  public static boolean isRouter(byte[] bytes, int at) {
    return (flags(bytes, at) & ROUTER) != 0;
  }

  public static boolean isSolicited(byte[] bytes, int at) {
    return (flags(bytes, at) & SOLICITED) != 0;
  }

  public static boolean isOverride(byte[] bytes, int at) {
    return (flags(bytes, at) & OVERRIDE) != 0;
  }

  /// Whose link-layer address is asked or told; in a redirect the better next hop.
  public static long targetHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + TARGET);
  }

  public static long targetLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + TARGET + 8);
  }

  public static void target(byte[] bytes, int at, long hi, long lo) {
    Wire.i64(bytes, at + TARGET, hi);
    Wire.i64(bytes, at + TARGET + 8, lo);
  }

  /// Which destination a redirect is about.
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

  // ---- router advertisement

  /// The hop limit that hosts are to use, 0 for no advice.
  public static int hopLimit(byte[] bytes, int at) {
    return Wire.u8(bytes, at + HOP_LIMIT);
  }

  public static void hopLimit(byte[] bytes, int at, int limit) {
    Wire.u8(bytes, at + HOP_LIMIT, limit);
  }

  /// [#MANAGED], [#OTHER], and the preference in the bits 0x18 (RFC 4191).
  public static int routerFlags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + ROUTER_FLAGS);
  }

  public static void routerFlags(byte[] bytes, int at, int flags) {
    Wire.u8(bytes, at + ROUTER_FLAGS, flags);
  }

  /// For how many seconds the router is a default router, 0 if it is none.
  public static int lifetime(byte[] bytes, int at) {
    return Wire.u16(bytes, at + LIFETIME);
  }

  public static void lifetime(byte[] bytes, int at, int seconds) {
    Wire.u16(bytes, at + LIFETIME, seconds);
  }

  /// For how many milliseconds a neighbour counts as reachable, 0 for no advice.
  public static int reachableTime(byte[] bytes, int at) {
    return Wire.i32(bytes, at + REACHABLE_TIME);
  }

  public static void reachableTime(byte[] bytes, int at, int millis) {
    Wire.i32(bytes, at + REACHABLE_TIME, millis);
  }

  /// How many milliseconds lie between solicitations, 0 for no advice.
  public static int retransTimer(byte[] bytes, int at) {
    return Wire.i32(bytes, at + RETRANS_TIMER);
  }

  public static void retransTimer(byte[] bytes, int at, int millis) {
    Wire.i32(bytes, at + RETRANS_TIMER, millis);
  }
}
