package dev.patchbay.packet;

/// A bridge protocol data unit (IEEE 802.1D-1998 9.3): what bridges tell each other about the
/// spanning tree.
///
/// ```
///   0  protocol (2) | version (1) | type (1)                   a topology change notification ends here
///   4  flags (1) | root (8) | cost (4) | bridge (8) | port (2)
///  27  message age (2) | max age (2) | hello time (2) | forward delay (2)
/// ```
///
/// A bridge's id is its priority in the upper 16 bits and its address below, so that the better of
/// two is the lower one, unsigned. Times are in 256ths of a second.
public final class Bpdu {
  static final int PROTOCOL = 0;
  static final int VERSION = 2;
  static final int TYPE = 3;
  static final int FLAGS = 4;
  static final int ROOT = 5;
  static final int COST = 13;
  static final int BRIDGE = 17;
  static final int PORT = 25;
  static final int MESSAGE_AGE = 27;
  static final int MAX_AGE = 29;
  static final int HELLO_TIME = 31;
  static final int FORWARD_DELAY = 33;

  /// Bytes of a topology change notification.
  public static final int NOTIFICATION = 4;

  /// Bytes of a configuration message.
  public static final int CONFIGURATION = 35;

  /// The type of a configuration message.
  public static final int CONFIG = 0x00;

  /// The type of a topology change notification.
  public static final int TOPOLOGY_CHANGE_NOTIFICATION = 0x80;

  /// In [#flags]: stations have moved, so forget them early.
  public static final int TOPOLOGY_CHANGE = 0x01;

  /// In [#flags]: the notification has been heard.
  public static final int TOPOLOGY_CHANGE_ACKNOWLEDGED = 0x80;

  private Bpdu() {}

  /// Whether what all have lies between `at` and `tail`, and is of IEEE 802.1D.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= NOTIFICATION
        && Wire.u16(bytes, at + PROTOCOL) == 0
        && Wire.u8(bytes, at + VERSION) == 0;
  }

  /// Whether a whole configuration message lies between `at` and `tail`.
  public static boolean configFits(byte[] bytes, int at, int tail) {
    return tail - at >= CONFIGURATION;
  }

  /// [#CONFIG], [#TOPOLOGY_CHANGE_NOTIFICATION] or another number.
  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TYPE);
  }

  public static void type(byte[] bytes, int at, int type) {
    Wire.u8(bytes, at + TYPE, type);
  }

  public static int flags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + FLAGS);
  }

  public static void flags(byte[] bytes, int at, int flags) {
    Wire.u8(bytes, at + FLAGS, flags);
  }

  /// The id of the bridge that the sender takes for the root.
  public static long root(byte[] bytes, int at) {
    return Wire.i64(bytes, at + ROOT);
  }

  public static void root(byte[] bytes, int at, long id) {
    Wire.i64(bytes, at + ROOT, id);
  }

  /// What the way from the sender to the root costs; 32 bits.
  public static long cost(byte[] bytes, int at) {
    return Wire.i32(bytes, at + COST) & 0xffff_ffffL;
  }

  public static void cost(byte[] bytes, int at, long cost) {
    Wire.i32(bytes, at + COST, (int) cost);
  }

  /// The id of the bridge that sends it.
  public static long bridge(byte[] bytes, int at) {
    return Wire.i64(bytes, at + BRIDGE);
  }

  public static void bridge(byte[] bytes, int at, long id) {
    Wire.i64(bytes, at + BRIDGE, id);
  }

  /// The id of the port it leaves by.
  public static int port(byte[] bytes, int at) {
    return Wire.u16(bytes, at + PORT);
  }

  public static void port(byte[] bytes, int at, int id) {
    Wire.u16(bytes, at + PORT, id);
  }

  /// How old the root's message is that this one follows from.
  public static int messageAge(byte[] bytes, int at) {
    return Wire.u16(bytes, at + MESSAGE_AGE);
  }

  public static void messageAge(byte[] bytes, int at, int ticks) {
    Wire.u16(bytes, at + MESSAGE_AGE, ticks);
  }

  /// How old it may become.
  public static int maxAge(byte[] bytes, int at) {
    return Wire.u16(bytes, at + MAX_AGE);
  }

  public static void maxAge(byte[] bytes, int at, int ticks) {
    Wire.u16(bytes, at + MAX_AGE, ticks);
  }

  public static int helloTime(byte[] bytes, int at) {
    return Wire.u16(bytes, at + HELLO_TIME);
  }

  public static void helloTime(byte[] bytes, int at, int ticks) {
    Wire.u16(bytes, at + HELLO_TIME, ticks);
  }

  public static int forwardDelay(byte[] bytes, int at) {
    return Wire.u16(bytes, at + FORWARD_DELAY);
  }

  public static void forwardDelay(byte[] bytes, int at, int ticks) {
    Wire.u16(bytes, at + FORWARD_DELAY, ticks);
  }

  /// Puts a message of this type in front, all else zero, and returns its index.
  public static int push(Packet packet, int type) {
    int length = type == CONFIG ? CONFIGURATION : NOTIFICATION;
    int at = packet.push(length);
    byte[] bytes = packet.bytes();
    for (int i = 0; i < length; i++) {
      bytes[at + i] = 0;
    }
    type(bytes, at, type);
    return at;
  }
}
