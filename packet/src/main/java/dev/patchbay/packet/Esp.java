package dev.patchbay.packet;

/// The part of an Encapsulating Security Payload that can be read by others (RFC 4303 2).
public final class Esp {
  private static final int INDEX = 0;

  public static final int HEADER = 8;

  private Esp() {}

  /// The index of the security association.
  public static long index(byte[] bytes, int at) {
    return Integer.toUnsignedLong(Wire.i32(bytes, at + INDEX));
  }
}
