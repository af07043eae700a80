package dev.patchbay.packet;

/// The header that messages of ICMP and ICMPv6 have in common: type, code, checksum, four bytes
/// that depend on the type, data.
///
/// ```
///  0 type   1 code   2 checksum
///  4 in an echo: id, sequence
///  8 data; in an error the header that caused it and the first bytes behind
/// ```
public abstract sealed class IcmpHeader permits Icmp, Icmpv6 {
  static final int TYPE = 0;
  static final int CODE = 1;
  static final int CHECKSUM = 2;
  static final int ID = 4;
  static final int SEQUENCE = 6;
  static final int UNUSED = 4;

  /// Bytes of the header.
  public static final int HEADER = 8;

  IcmpHeader() {}

  /// Whether a whole header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TYPE);
  }

  public static void type(byte[] bytes, int at, int type) {
    Wire.u8(bytes, at + TYPE, type);
  }

  public static int code(byte[] bytes, int at) {
    return Wire.u8(bytes, at + CODE);
  }

  public static void code(byte[] bytes, int at, int code) {
    Wire.u8(bytes, at + CODE, code);
  }

  public static int checksum(byte[] bytes, int at) {
    return Wire.u16(bytes, at + CHECKSUM);
  }

  public static void checksum(byte[] bytes, int at, int checksum) {
    Wire.u16(bytes, at + CHECKSUM, checksum);
  }

  /// The identifier of an echo.
  public static int id(byte[] bytes, int at) {
    return Wire.u16(bytes, at + ID);
  }

  public static void id(byte[] bytes, int at, int id) {
    Wire.u16(bytes, at + ID, id);
  }

  /// The sequence number of an echo.
  public static int sequence(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SEQUENCE);
  }

  public static void sequence(byte[] bytes, int at, int sequence) {
    Wire.u16(bytes, at + SEQUENCE, sequence);
  }

  /// The four bytes whose meaning depends on the type, as one number.
  public static int unused(byte[] bytes, int at) {
    return Wire.i32(bytes, at + UNUSED);
  }

  public static void unused(byte[] bytes, int at, int value) {
    Wire.i32(bytes, at + UNUSED, value);
  }

  /// Puts a header in front, which becomes the packet's transport header, and returns its index.
  /// All but type and code is 0: the checksum is filled in when all is set.
  public static int push(Packet packet, int type, int code) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    type(bytes, at, type);
    code(bytes, at, code);
    checksum(bytes, at, 0);
    unused(bytes, at, 0);
    packet.transport(at);
    return at;
  }
}
