package dev.patchbay.packet;

/// An Authentication Header (RFC 4302 2).
public final class Ah {
  private static final int LENGTH = 1;
  private static final int RESERVED = 2;
  private static final int INDEX = 4;

  /// Bytes without the authentication data.
  public static final int HEADER = 12;

  private Ah() {}

  /// Bytes of the whole header.
  public static int length(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + LENGTH) + 2) << 2;
  }

  /// The field that should be zero.
  public static int reserved(byte[] bytes, int at) {
    return Wire.u16(bytes, at + RESERVED);
  }

  /// The index of the security association.
  public static long index(byte[] bytes, int at) {
    return Integer.toUnsignedLong(Wire.i32(bytes, at + INDEX));
  }
}
