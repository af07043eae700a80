package dev.patchbay.packet;

/// The common header of SCTP and the heads of the chunks behind it (RFC 9260 section 3).
public final class Sctp {
  /// Bytes of the common header.
  public static final int HEADER = 12;

  /// Bytes of a chunk's head.
  public static final int CHUNK = 4;

  /// Bytes of an INIT or INIT ACK without its parameters.
  public static final int INIT_CHUNK = 20;

  public static final int DATA = 0;
  public static final int INIT = 1;
  public static final int INIT_ACK = 2;
  public static final int SACK = 3;
  public static final int HEARTBEAT = 4;
  public static final int HEARTBEAT_ACK = 5;
  public static final int ABORT = 6;
  public static final int SHUTDOWN = 7;
  public static final int SHUTDOWN_ACK = 8;
  public static final int ERROR = 9;
  public static final int COOKIE_ECHO = 10;
  public static final int COOKIE_ACK = 11;
  public static final int SHUTDOWN_COMPLETE = 14;

  private Sctp() {}

  public static int verificationTag(byte[] bytes, int at) {
    return Wire.i32(bytes, at + 4);
  }

  /// The kind of the chunk that begins at `at`.
  public static int chunkType(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }

  public static int chunkFlags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 1);
  }

  /// Bytes of the chunk with its head, without what fills it up to four.
  public static int chunkLength(byte[] bytes, int at) {
    return Wire.u16(bytes, at + 2);
  }

  /// The tag that an INIT or INIT ACK asks for.
  public static int initiateTag(byte[] bytes, int at) {
    return Wire.i32(bytes, at + CHUNK);
  }

  /// Where the next chunk begins.
  public static int nextChunk(byte[] bytes, int at) {
    return at + (chunkLength(bytes, at) + 3 & ~3);
  }
}
