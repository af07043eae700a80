package dev.patchbay.packet;

/// The extended echo of ICMP and ICMPv6, which asks what a device is like (PROBE, RFC 8335).
///
/// ```
///  0 type   1 code   2 checksum   4 id
///  6 sequence   7 request: L in the lowest bit · reply: state, then A, 4, 6
///  8 extension header: version, checksum
/// 12 object: length   14 class   15 what names the device   16 its name, index or address
/// ```
public final class IcmpProbe {
  /// The types of ICMP.
  public static final int REQUEST = 42;

  public static final int REPLY = 43;

  /// The types of ICMPv6.
  public static final int REQUEST6 = 160;

  public static final int REPLY6 = 161;

  /// Codes of the replies.
  public static final int MALFORMED = 1;

  public static final int NO_INTERFACE = 2;

  /// Bits of the state.
  public static final int ACTIVE = 4;

  public static final int HAS_IPV4 = 2;
  public static final int HAS_IPV6 = 1;

  /// What names the device.
  public static final int BY_NAME = 1;

  public static final int BY_INDEX = 2;
  public static final int BY_ADDRESS = 3;

  /// Bytes before the name in the object.
  public static final int OBJECT_HEADER = 4;

  /// Bytes before an address: family, length, reserved.
  public static final int ADDRESS_HEADER = 4;

  private static final int STATE = 7;
  private static final int OBJECT = 12;
  private static final int TYPE = 15;

  /// Where the name, index or address stands.
  public static final int IDENTIFIER = 16;

  private IcmpProbe() {}

  /// Whether it asks about a device of the host itself.
  public static boolean isLocal(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + STATE) & 1) != 0;
  }

  public static void state(byte[] bytes, int at, int bits) {
    Wire.u8(bytes, at + STATE, bits);
  }

  /// Whether the headers of the extension and its object lie before `tail`.
  public static boolean objectFits(byte[] bytes, int at, int tail) {
    return tail - at >= IDENTIFIER;
  }

  /// Bytes of the object with its header.
  public static int objectLength(byte[] bytes, int at) {
    return Wire.u16(bytes, at + OBJECT);
  }

  public static int objectType(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TYPE);
  }

  /// The family of an address, as the registry of address families numbers it.
  public static int addressFamily(byte[] bytes, int at) {
    return Wire.u16(bytes, at + IDENTIFIER);
  }

  public static int addressLength(byte[] bytes, int at) {
    return Wire.u8(bytes, at + IDENTIFIER + 2);
  }
}
