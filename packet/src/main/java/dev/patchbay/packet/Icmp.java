package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// An ICMP message (RFC 792). Its four bytes that depend on the type:
///
/// ```
///  4 echo: id, sequence · redirect: gateway · unreachable: unused, mtu · problem: pointer
/// ```
public final class Icmp extends IcmpHeader {
  static final int POINTER = 4;
  static final int GATEWAY = 4;
  static final int MTU = 6;

  public static final int ECHO_REPLY = 0;
  public static final int UNREACHABLE = 3;
  public static final int SOURCE_QUENCH = 4;
  public static final int REDIRECT = 5;
  public static final int ECHO_REQUEST = 8;
  public static final int ROUTER_ADVERTISEMENT = 9;
  public static final int ROUTER_SOLICITATION = 10;
  public static final int TIME_EXCEEDED = 11;
  public static final int PARAMETER_PROBLEM = 12;
  public static final int TIMESTAMP_REQUEST = 13;
  public static final int TIMESTAMP_REPLY = 14;
  public static final int INFORMATION_REQUEST = 15;
  public static final int INFORMATION_REPLY = 16;
  public static final int MASK_REQUEST = 17;
  public static final int MASK_REPLY = 18;

  /// Codes of [#UNREACHABLE] (RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1).
  public static final int NET_UNREACHABLE = 0;

  public static final int HOST_UNREACHABLE = 1;
  public static final int PROTOCOL_UNREACHABLE = 2;
  public static final int PORT_UNREACHABLE = 3;
  public static final int FRAGMENTATION_NEEDED = 4;
  public static final int SOURCE_ROUTE_FAILED = 5;
  public static final int NET_UNKNOWN = 6;
  public static final int HOST_UNKNOWN = 7;
  public static final int HOST_ISOLATED = 8;
  public static final int NET_PROHIBITED = 9;
  public static final int HOST_PROHIBITED = 10;
  public static final int NET_UNREACHABLE_TOS = 11;
  public static final int HOST_UNREACHABLE_TOS = 12;
  public static final int ADMIN_PROHIBITED = 13;
  public static final int PRECEDENCE_VIOLATION = 14;
  public static final int PRECEDENCE_CUTOFF = 15;

  /// Codes of [#REDIRECT].
  public static final int REDIRECT_NET = 0;

  public static final int REDIRECT_HOST = 1;
  public static final int REDIRECT_NET_TOS = 2;
  public static final int REDIRECT_HOST_TOS = 3;

  /// Codes of [#TIME_EXCEEDED].
  public static final int TTL_EXCEEDED = 0;

  public static final int REASSEMBLY_TIME_EXCEEDED = 1;

  private Icmp() {}

  /// The MTU of the next hop, when fragmentation is needed (RFC 1191 section 4).
  public static int mtu(byte[] bytes, int at) {
    return Wire.u16(bytes, at + MTU);
  }

  public static void mtu(byte[] bytes, int at, int mtu) {
    Wire.u16(bytes, at + MTU, mtu);
  }

  /// The better gateway that a redirect tells of.
  public static int gateway(byte[] bytes, int at) {
    return Wire.i32(bytes, at + GATEWAY);
  }

  public static void gateway(byte[] bytes, int at, int address) {
    Wire.i32(bytes, at + GATEWAY, address);
  }

  /// Which byte of the quoted header a parameter problem means.
  public static int pointer(byte[] bytes, int at) {
    return Wire.u8(bytes, at + POINTER);
  }

  public static void pointer(byte[] bytes, int at, int offset) {
    Wire.u8(bytes, at + POINTER, offset);
  }

  /// Whether the message tells of an error and quotes the packet that caused it.
  public static boolean isError(int type) {
    return switch (type) {
      case UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
      default -> false;
    };
  }

  /// Whether the checksum over the message up to `tail` is right.
  public static boolean checksumHolds(byte[] bytes, int at, int tail) {
    return Checksum.of(bytes, at, tail - at) == 0;
  }

  /// Computes the checksum over the message up to `tail` and writes it.
  public static void fillChecksum(byte[] bytes, int at, int tail) {
    checksum(bytes, at, 0);
    checksum(bytes, at, Checksum.of(bytes, at, tail - at));
  }

  /// What tcpdump calls the type, or null.
  public static @Nullable String name(int type) {
    return switch (type) {
      case ECHO_REPLY -> "echo reply";
      case UNREACHABLE -> "unreachable";
      case SOURCE_QUENCH -> "source quench";
      case REDIRECT -> "redirect";
      case ECHO_REQUEST -> "echo request";
      case ROUTER_ADVERTISEMENT -> "router advertisement";
      case ROUTER_SOLICITATION -> "router solicitation";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case TIMESTAMP_REQUEST -> "time stamp query";
      case TIMESTAMP_REPLY -> "time stamp reply";
      case INFORMATION_REQUEST -> "information request";
      case INFORMATION_REPLY -> "information reply";
      case MASK_REQUEST -> "address mask request";
      case MASK_REPLY -> "address mask reply";
      default -> null;
    };
  }
}
