package dev.patchbay.packet;

/// The IPv6 fragment header (RFC 8200 section 4.5).
public final class Ipv6Fragment {
  static final int NEXT_HEADER = 0;
  static final int RESERVED = 1;
  static final int OFFSET_FLAGS = 2;
  static final int IDENTIFICATION = 4;

  /// Bytes of the header.
  public static final int HEADER = 8;

  private Ipv6Fragment() {}

  /// Whether a whole header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  public static int nextHeader(byte[] bytes, int at) {
    return Wire.u8(bytes, at + NEXT_HEADER);
  }

  /// Where the payload belongs in the whole one, in bytes.
  public static int offset(byte[] bytes, int at) {
    return Wire.u16(bytes, at + OFFSET_FLAGS) & 0xfff8;
  }

  /// The bits that mean nothing: the second byte and two beside the offset.
  public static int reserved(byte[] bytes, int at) {
    return Wire.u8(bytes, at + RESERVED) << 8 | (Wire.u16(bytes, at + OFFSET_FLAGS) & 6);
  }

  public static boolean moreFragments(byte[] bytes, int at) {
    return (Wire.u16(bytes, at + OFFSET_FLAGS) & 1) != 0;
  }

  public static int identification(byte[] bytes, int at) {
    return Wire.i32(bytes, at + IDENTIFICATION);
  }

  /// Writes all fields. `offset` is in bytes, a multiple of 8.
  public static void write(
      byte[] bytes, int at, int nextHeader, int offset, boolean more, int identification) {
    Wire.u8(bytes, at + NEXT_HEADER, nextHeader);
    Wire.u8(bytes, at + RESERVED, 0);
    Wire.u16(bytes, at + OFFSET_FLAGS, (offset & 0xfff8) | (more ? 1 : 0));
    Wire.i32(bytes, at + IDENTIFICATION, identification);
  }
}
