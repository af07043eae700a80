package dev.patchbay.packet;

/// The Geneve header (RFC 8926 section 3.4).
///
/// ```
///  0 version, length of the options   1 flags   2 protocol
///  4 network identifier (24 bits)     7 reserved   8 options …
/// ```
public final class Geneve {
  static final int VERSION_LENGTH = 0;
  static final int FLAGS = 1;
  static final int PROTOCOL = 2;
  static final int NETWORK = 4;

  /// Bytes of a header without options.
  public static final int HEADER = 8;

  /// The port of RFC 8926.
  public static final int PORT = 6081;

  /// How many networks there can be.
  public static final int NETWORKS = 1 << 24;

  private static final int CRITICAL = 0x40;

  private Geneve() {}

  /// Whether a header of the version that there is, with its options, lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER
        && Wire.u8(bytes, at + VERSION_LENGTH) >>> 6 == 0
        && tail - at >= length(bytes, at);
  }

  /// Bytes of the header with its options.
  public static int length(byte[] bytes, int at) {
    return HEADER + (Wire.u8(bytes, at + VERSION_LENGTH) & 0x3f) * 4;
  }

  /// Whether an option is there that must be understood.
  public static boolean isCritical(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + FLAGS) & CRITICAL) != 0;
  }

  /// The EtherType of what follows.
  public static int protocol(byte[] bytes, int at) {
    return Wire.u16(bytes, at + PROTOCOL);
  }

  public static int network(byte[] bytes, int at) {
    return Wire.i32(bytes, at + NETWORK) >>> 8;
  }

  /// Puts a header without options in front.
  public static void push(Packet packet, int protocol, int network) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    Wire.u16(bytes, at + VERSION_LENGTH, 0);
    Wire.u16(bytes, at + PROTOCOL, protocol);
    Wire.i32(bytes, at + NETWORK, network << 8);
  }
}
