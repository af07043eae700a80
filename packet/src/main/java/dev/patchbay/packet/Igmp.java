package dev.patchbay.packet;

/// The messages of the Internet group management protocol, versions 1 (RFC 1112), 2 (RFC 2236) and
/// 3 (RFC 3376).
///
/// ```
///  query, report, leave  0 type  1 response delay  2 checksum  4 group
///  query of version 3    8 S QRV  9 QQIC  10 number of sources  12 sources
/// ```
///
/// Reports of version 3 are laid out as those of [MulticastListener], with shorter addresses.
public final class Igmp {
  static final int TYPE = 0;
  static final int DELAY = 1;
  static final int CHECKSUM = 2;
  static final int GROUP = 4;
  static final int ROBUSTNESS = 8;
  static final int SUPPRESS = 8;
  static final int INTERVAL_CODE = 9;
  static final int SOURCES = 10;

  public static final int QUERY = 0x11;
  public static final int REPORT_V1 = 0x12;
  public static final int REPORT_V2 = 0x16;
  public static final int LEAVE = 0x17;
  public static final int REPORT_V3 = 0x22;

  /// Bytes of a message of versions 1 and 2.
  public static final int HEADER = 8;

  /// Bytes of a query of version 3 in front of its sources.
  public static final int QUERY_HEADER = 12;

  /// Bytes of a source.
  public static final int SOURCE = 4;

  private Igmp() {}

  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TYPE);
  }

  public static void type(byte[] bytes, int at, int type) {
    Wire.u8(bytes, at + TYPE, type);
  }

  /// How long hosts may wait before they answer, in tenths of a second: 0 in version 1, a code in
  /// version 3.
  public static int responseDelay(byte[] bytes, int at) {
    return Wire.u8(bytes, at + DELAY);
  }

  public static void responseDelay(byte[] bytes, int at, int delay) {
    Wire.u8(bytes, at + DELAY, delay);
  }

  /// The number that a code of version 3 means (RFC 3376 sections 4.1.1 and 4.1.7).
  public static int decoded(int code) {
    return code < 0x80 ? code : ((code & 0xf) | 0x10) << ((code >>> 4 & 7) + 3);
  }

  /// The group as an IPv4 address; 0 in a query for all groups.
  public static int group(byte[] bytes, int at) {
    return Wire.i32(bytes, at + GROUP);
  }

  public static void group(byte[] bytes, int at, int group) {
    Wire.i32(bytes, at + GROUP, group);
  }

  /// How often the querier wants things said, 0 when that does not fit (`QRV`).
  public static int robustness(byte[] bytes, int at) {
    return Wire.u8(bytes, at + ROBUSTNESS) & 7;
  }

  public static void robustness(byte[] bytes, int at, int times) {
    Wire.u8(bytes, at + ROBUSTNESS, times & 7);
  }

  /// Whether routers leave their timers as they are (`S`).
  public static boolean suppresses(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + ROBUSTNESS) & SUPPRESS) != 0;
  }

  public static void suppresses(byte[] bytes, int at, boolean value) {
    Wire.u8(bytes, at + ROBUSTNESS, robustness(bytes, at) | (value ? SUPPRESS : 0));
  }

  /// The code of the seconds between the querier's queries (`QQIC`).
  public static int queryInterval(byte[] bytes, int at) {
    return Wire.u8(bytes, at + INTERVAL_CODE);
  }

  public static void queryInterval(byte[] bytes, int at, int code) {
    Wire.u8(bytes, at + INTERVAL_CODE, code);
  }

  /// How many sources a query of version 3 asks for.
  public static int sources(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SOURCES);
  }

  public static void sources(byte[] bytes, int at, int count) {
    Wire.u16(bytes, at + SOURCES, count);
  }

  /// Source number `i` of a query of version 3, as an IPv4 address.
  public static int source(byte[] bytes, int at, int i) {
    return Wire.i32(bytes, at + QUERY_HEADER + i * SOURCE);
  }

  /// Whether the checksum of the message from `at` to `tail` is right.
  public static boolean checksumHolds(byte[] bytes, int at, int tail) {
    return Checksum.of(bytes, at, tail - at) == 0;
  }

  /// Computes the checksum of the message from `at` to `tail`, and writes it.
  public static void fillChecksum(byte[] bytes, int at, int tail) {
    Wire.u16(bytes, at + CHECKSUM, 0);
    Wire.u16(bytes, at + CHECKSUM, Checksum.of(bytes, at, tail - at));
  }
}
