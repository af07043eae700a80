package dev.patchbay.packet;

/// The options in hop-by-hop and destination options headers (RFC 8200 section 4.2): type, length
/// of the value, value. The type's two highest bits say what becomes of a packet whose option
/// nobody knows.
public final class Ipv6Option {
  public static final int PAD1 = 0;
  public static final int PAD_N = 1;

  /// RFC 2711
  public static final int ROUTER_ALERT = 5;

  /// RFC 5570
  public static final int CALIPSO = 7;

  /// RFC 9486
  public static final int IOAM = 49;

  /// RFC 6275 section 6.3
  public static final int HOME_ADDRESS = 0xc9;

  /// RFC 2675
  public static final int JUMBO = 0xc2;

  /// What becomes of a packet with an unknown option: nothing.
  public static final int SKIP = 0;

  /// It is dropped.
  public static final int DISCARD = 1;

  /// It is dropped, and its sender told.
  public static final int TELL = 2;

  /// It is dropped, and its sender told unless it was for a group.
  public static final int TELL_UNLESS_MULTICAST = 3;

  private Ipv6Option() {}

  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }

  /// Bytes of the value, which lies two bytes behind the type; of an option other than [#PAD1].
  public static int length(byte[] bytes, int at) {
    return Wire.u8(bytes, at + 1);
  }

  /// Two bytes of the value, as one number.
  public static int value16(byte[] bytes, int at) {
    return Wire.u16(bytes, at + 2);
  }

  /// Four bytes of the value, as one number.
  public static int value32(byte[] bytes, int at) {
    return Wire.i32(bytes, at + 2);
  }

  /// One of the four actions above.
  public static int action(int type) {
    return type >>> 6;
  }

  /// The index of the first option of the type in a list of options, or -1.
  public static int find(byte[] bytes, int from, int tail, int type) {
    int at = from;
    while (at < tail) {
      if (type(bytes, at) == type) {
        return at;
      }
      at += type(bytes, at) == PAD1 || at + 1 == tail ? 1 : 2 + length(bytes, at);
    }
    return -1;
  }
}
