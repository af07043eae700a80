package dev.patchbay.packet;

/// The GRE header (RFC 2784, with the key and the sequence number of RFC 2890). What is optional
/// follows in the order checksum, key, sequence number, four bytes each.
///
/// ```
///  0 flags, version   2 protocol   4 [checksum, 0]   [key]   [sequence number]
/// ```
public final class Gre {
  static final int FLAGS = 0;
  static final int PROTOCOL = 2;

  /// Bytes of a header without options.
  public static final int HEADER = 4;

  /// Bytes of each option.
  public static final int OPTION = 4;

  /// Bits of [#flags]: which options there are.
  public static final int CHECKSUM = 0x8000;

  public static final int KEY = 0x2000;
  public static final int SEQUENCE = 0x1000;

  /// Bits that no receiver of today understands: routing, strict routes, recursion.
  private static final int ROUTING = 0x4000;

  private static final int VERSION = 0x0007;

  private Gre() {}

  /// Whether a header with its options lies between `at` and `tail`, of the version that carries
  /// packets (0) and without routing (`gre_parse_header`). The checksum is [#checksumHolds].
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER
        && (flags(bytes, at) & (VERSION | ROUTING)) == 0
        && tail - at >= length(flags(bytes, at));
  }

  /// Bytes of a header with these [#flags].
  public static int length(int flags) {
    return HEADER + OPTION * Integer.bitCount(flags & (CHECKSUM | KEY | SEQUENCE));
  }

  public static int flags(byte[] bytes, int at) {
    return Wire.u16(bytes, at + FLAGS);
  }

  public static int version(byte[] bytes, int at) {
    return flags(bytes, at) & VERSION;
  }

  /// The EtherType of what follows.
  public static int protocol(byte[] bytes, int at) {
    return Wire.u16(bytes, at + PROTOCOL);
  }

  /// The key, or 0 when there is none.
  public static int key(byte[] bytes, int at) {
    int flags = flags(bytes, at);
    return (flags & KEY) == 0 ? 0 : Wire.i32(bytes, at + length(flags & CHECKSUM));
  }

  /// The sequence number, or 0 when there is none.
  public static int sequence(byte[] bytes, int at) {
    int flags = flags(bytes, at);
    return (flags & SEQUENCE) == 0 ? 0 : Wire.i32(bytes, at + length(flags & (CHECKSUM | KEY)));
  }

  /// Whether the checksum over header and payload, if there is one, is right.
  public static boolean checksumHolds(byte[] bytes, int at, int tail) {
    return (flags(bytes, at) & CHECKSUM) == 0 || Checksum.of(bytes, at, tail - at) == 0;
  }

  /// Puts a header in front that says what `flags` name, and returns its index; key and sequence
  /// number are written where the flags have them, the checksum is computed.
  public static int push(Packet packet, int flags, int protocol, int key, int sequence) {
    int at = packet.push(length(flags));
    byte[] bytes = packet.bytes();
    Wire.u16(bytes, at + FLAGS, flags);
    Wire.u16(bytes, at + PROTOCOL, protocol);
    int option = at + HEADER;
    if ((flags & CHECKSUM) != 0) {
      Wire.i32(bytes, option, 0);
      option += OPTION;
    }
    if ((flags & KEY) != 0) {
      Wire.i32(bytes, option, key);
      option += OPTION;
    }
    if ((flags & SEQUENCE) != 0) {
      Wire.i32(bytes, option, sequence);
    }
    if ((flags & CHECKSUM) != 0) {
      Wire.u16(bytes, at + HEADER, Checksum.of(bytes, at, packet.tail() - at));
    }
    return at;
  }
}
