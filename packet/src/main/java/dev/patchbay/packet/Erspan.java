package dev.patchbay.packet;

/// The header of mirrored frames in GRE (draft-foschini-erspan). Version 1 is type II, version 2
/// type III.
///
/// ```
///  0 version, VLAN   2 class, encapsulation, truncated, session
///  4 version 1: index          version 2: timestamp   8 group   10 type, hardware, direction
/// ```
public final class Erspan {
  static final int VERSION_VLAN = 0;
  static final int SESSION = 2;
  static final int INDEX = 4;
  static final int TIMESTAMP = 4;
  static final int GROUP = 8;
  static final int DIRECTION = 10;

  /// Bytes of what both versions have.
  public static final int BASE = 4;

  /// A session is a number below this.
  public static final int SESSIONS = 1 << 10;

  private static final int V1 = 8;
  private static final int V2 = 12;
  private static final int TRUNCATED = 1 << 10;
  private static final int HARDWARE_SHIFT = 4;
  private static final int EGRESS = 1 << 3;

  /// Nanoseconds of a tick of the timestamp.
  private static final long TICK = 100_000;

  private Erspan() {}

  /// Bytes of a header of that version; 0 of one that nobody knows.
  public static int length(int version) {
    return switch (version) {
      case 1 -> V1;
      case 2 -> V2;
      default -> 0;
    };
  }

  /// Whether a whole header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= BASE
        && length(version(bytes, at)) != 0
        && tail - at >= length(version(bytes, at));
  }

  public static int version(byte[] bytes, int at) {
    return Wire.u16(bytes, at + VERSION_VLAN) >>> 12;
  }

  public static int session(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SESSION) & (SESSIONS - 1);
  }

  /// Puts a header of version 1 in front.
  public static void push(Packet packet, int session, boolean truncated, int index) {
    int at = base(packet, 1, session, truncated);
    Wire.i32(packet.bytes(), at + INDEX, index);
  }

  /// Puts a header of version 2 in front.
  ///
  /// @param now nanoseconds
  public static void push(
      Packet packet, int session, boolean truncated, long now, boolean egress, int hardware) {
    int at = base(packet, 2, session, truncated);
    byte[] bytes = packet.bytes();
    Wire.i32(bytes, at + TIMESTAMP, (int) (now / TICK));
    Wire.u16(bytes, at + GROUP, 0);
    Wire.u16(bytes, at + DIRECTION, hardware << HARDWARE_SHIFT | (egress ? EGRESS : 0));
  }

  private static int base(Packet packet, int version, int session, boolean truncated) {
    int at = packet.push(length(version));
    byte[] bytes = packet.bytes();
    Wire.u16(bytes, at + VERSION_VLAN, version << 12);
    Wire.u16(bytes, at + SESSION, session | (truncated ? TRUNCATED : 0));
    return at;
  }
}
