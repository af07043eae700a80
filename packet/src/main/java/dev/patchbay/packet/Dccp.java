package dev.patchbay.packet;

/// The header of DCCP (RFC 4340 section 5).
public final class Dccp {
  /// Bytes of the header, with sequence numbers of 24 bits and nothing of the packet's kind.
  public static final int HEADER = 12;

  public static final int REQUEST = 0;
  public static final int RESPONSE = 1;
  public static final int DATA = 2;
  public static final int ACK = 3;
  public static final int DATAACK = 4;
  public static final int CLOSEREQ = 5;
  public static final int CLOSE = 6;
  public static final int RESET = 7;
  public static final int SYNC = 8;
  public static final int SYNCACK = 9;

  private Dccp() {}

  /// Bytes of header and options, as the header says.
  public static int dataOffset(byte[] bytes, int at) {
    return 4 * Wire.u8(bytes, at + 4);
  }

  /// The kind of the packet, [#REQUEST] to [#SYNCACK], or one that does not exist.
  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 8) >> 1 & 0xf;
  }

  /// Whether sequence numbers have 48 bits.
  public static boolean isExtended(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + 8) & 1) != 0;
  }

  /// Bytes before the options: the generic header, and what the packet's kind adds.
  public static int headerLength(byte[] bytes, int at) {
    int own =
        switch (type(bytes, at)) {
          case DATA -> 0;
          case REQUEST -> 4;
          case RESPONSE, RESET -> 12;
          default -> 8;
        };
    return HEADER + (isExtended(bytes, at) ? 4 : 0) + own;
  }

  /// The sequence number, 48 bits of it if there are that many.
  public static long sequence(byte[] bytes, int at) {
    if (!isExtended(bytes, at)) {
      return Wire.i32(bytes, at + 8) & 0xff_ffffL;
    }
    return (long) Wire.u16(bytes, at + 10) << 32 | (Wire.i32(bytes, at + 12) & 0xffff_ffffL);
  }

  /// The number that is acknowledged, in a packet whose kind has one.
  public static long acknowledgement(byte[] bytes, int at) {
    int from = at + HEADER + (isExtended(bytes, at) ? 4 : 0);
    return (long) Wire.u16(bytes, from + 2) << 32 | (Wire.i32(bytes, from + 4) & 0xffff_ffffL);
  }
}
