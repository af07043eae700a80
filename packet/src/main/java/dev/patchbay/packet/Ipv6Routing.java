package dev.patchbay.packet;

/// IPv6's routing header (RFC 8200 section 4.4), of type 0 (RFC 2460) or of segments (RFC 8754):
/// the addresses by which a packet is to go.
///
/// ```
///  0 next header   1 length      2 type    3 segments left
///  4 last entry    5 flags       6 tag     8 addresses, each two longs …
/// ```
public final class Ipv6Routing {
  /// Bytes of the header without addresses.
  public static final int HEADER = 8;

  /// The type of a header of segments.
  public static final int SEGMENTS = 4;

  /// The type of a header with the one home address of a mobile host (RFC 6275 section 6.4).
  public static final int TYPE_2 = 2;

  /// Bytes of such a header.
  public static final int TYPE_2_LENGTH = HEADER + Ipv6.ADDRESS;

  private Ipv6Routing() {}

  /// Puts a header of type 2 in front, which leads to the address; returns where it begins.
  public static int pushType2(Packet packet, int nextHeader, long hi, long lo) {
    int at = packet.push(TYPE_2_LENGTH);
    byte[] bytes = packet.bytes();
    Wire.u8(bytes, at, nextHeader);
    Wire.u8(bytes, at + 1, Ipv6.ADDRESS / 8);
    Wire.u8(bytes, at + 2, TYPE_2);
    Wire.u8(bytes, at + 3, 1);
    Wire.i32(bytes, at + 4, 0);
    Wire.i64(bytes, at + HEADER, hi);
    Wire.i64(bytes, at + HEADER + 8, lo);
    return at;
  }

  /// Whether a header without its addresses lies between `at` and `tail`.
  public static boolean headerFits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  public static int nextHeader(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }

  /// The length as it stands there: units of eight bytes behind the first eight.
  public static int units(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 1);
  }

  /// Bytes of the header with its addresses.
  public static int length(byte[] bytes, int at) {
    return HEADER + 8 * units(bytes, at);
  }

  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 2);
  }

  public static int segmentsLeft(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 3);
  }

  /// What follows in a header of type 0: bits that mean nothing.
  public static int reserved(byte[] bytes, int at) {
    return Wire.i32(bytes, at + 4);
  }

  /// The number of the last segment in the list, which is the first to be visited.
  public static int lastEntry(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 4);
  }

  public static int tag(byte[] bytes, int at) {
    return Wire.u16(bytes, at + 6);
  }

  public static long addressHi(byte[] bytes, int at, int index) {
    return Wire.i64(bytes, at + HEADER + index * Ipv6.ADDRESS);
  }

  public static long addressLo(byte[] bytes, int at, int index) {
    return Wire.i64(bytes, at + HEADER + index * Ipv6.ADDRESS + 8);
  }
}
