package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// An ICMPv6 message (RFC 4443), whose checksum covers IPv6's pseudo header. The messages of
/// neighbour discovery are in [NeighbourDiscovery].
public final class Icmpv6 extends IcmpHeader {
  static final int MTU = 4;
  static final int POINTER = 4;

  public static final int UNREACHABLE = 1;
  public static final int PACKET_TOO_BIG = 2;
  public static final int TIME_EXCEEDED = 3;
  public static final int PARAMETER_PROBLEM = 4;
  public static final int ECHO_REQUEST = 128;
  public static final int ECHO_REPLY = 129;
  public static final int LISTENER_QUERY = 130;
  public static final int LISTENER_REPORT = 131;
  public static final int LISTENER_DONE = 132;
  public static final int ROUTER_SOLICITATION = 133;
  public static final int ROUTER_ADVERTISEMENT = 134;
  public static final int NEIGHBOUR_SOLICITATION = 135;
  public static final int NEIGHBOUR_ADVERTISEMENT = 136;
  public static final int REDIRECT = 137;
  public static final int LISTENER_REPORT_V2 = 143;

  /// Codes of [#UNREACHABLE].
  public static final int NO_ROUTE = 0;

  public static final int ADMIN_PROHIBITED = 1;
  public static final int BEYOND_SCOPE = 2;
  public static final int ADDRESS_UNREACHABLE = 3;
  public static final int PORT_UNREACHABLE = 4;
  public static final int POLICY_FAILED = 5;
  public static final int REJECT_ROUTE = 6;

  /// Codes of [#TIME_EXCEEDED].
  public static final int HOP_LIMIT_EXCEEDED = 0;

  public static final int REASSEMBLY_TIME_EXCEEDED = 1;

  /// Codes of [#PARAMETER_PROBLEM].
  public static final int ERRONEOUS_FIELD = 0;

  public static final int UNKNOWN_NEXT_HEADER = 1;
  public static final int UNKNOWN_OPTION = 2;

  private Icmpv6() {}

  /// The MTU of the next hop, when a packet was too big.
  public static int mtu(byte[] bytes, int at) {
    return Wire.i32(bytes, at + MTU);
  }

  public static void mtu(byte[] bytes, int at, int mtu) {
    Wire.i32(bytes, at + MTU, mtu);
  }

  /// Which byte of the quoted packet a parameter problem means.
  public static int pointer(byte[] bytes, int at) {
    return Wire.i32(bytes, at + POINTER);
  }

  public static void pointer(byte[] bytes, int at, int offset) {
    Wire.i32(bytes, at + POINTER, offset);
  }

  /// Whether the message tells of an error and quotes the packet that caused it.
  public static boolean isError(int type) {
    return type < ECHO_REQUEST;
  }

  /// Whether the checksum over the message up to `tail` is right; `ip` is where its IPv6 header is.
  public static boolean checksumHolds(byte[] bytes, int ip, int at, int tail) {
    return sum(bytes, ip, at, tail) == 0;
  }

  /// Computes the checksum over the message up to `tail` and writes it; `ip` is where its IPv6
  /// header is, whose addresses must be set.
  public static void fillChecksum(byte[] bytes, int ip, int at, int tail) {
    checksum(bytes, at, 0);
    checksum(bytes, at, sum(bytes, ip, at, tail));
  }

  private static int sum(byte[] bytes, int ip, int at, int tail) {
    long pseudo = Checksum.pseudoV6(bytes, ip, IpProtocol.ICMPV6, tail - at);
    return Checksum.fold(Checksum.add(pseudo, bytes, at, tail - at));
  }

  /// What tcpdump calls the type, or null.
  public static @Nullable String name(int type) {
    return switch (type) {
      case UNREACHABLE -> "destination unreachable";
      case PACKET_TOO_BIG -> "packet too big";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case ECHO_REQUEST -> "echo request";
      case ECHO_REPLY -> "echo reply";
      case LISTENER_QUERY -> "multicast listener query";
      case LISTENER_REPORT -> "multicast listener report";
      case LISTENER_DONE -> "multicast listener done";
      case ROUTER_SOLICITATION -> "router solicitation";
      case ROUTER_ADVERTISEMENT -> "router advertisement";
      case NEIGHBOUR_SOLICITATION -> "neighbor solicitation";
      case NEIGHBOUR_ADVERTISEMENT -> "neighbor advertisement";
      case REDIRECT -> "redirect";
      case LISTENER_REPORT_V2 -> "multicast listener report v2";
      default -> null;
    };
  }
}
