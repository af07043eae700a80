package dev.patchbay.packet;

/// The header of Mobile IPv6's messages (RFC 6275 section 6.1).
public final class Mobility {
  /// Bytes of the header.
  public static final int HEADER = 6;

  private Mobility() {}

  /// What follows: nothing ([IpProtocol#NO_NEXT_HEADER]), if the sender keeps to the RFC.
  public static int nextHeader(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }

  /// The kind of message.
  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 2);
  }
}
