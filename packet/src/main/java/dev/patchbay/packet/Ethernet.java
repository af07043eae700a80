package dev.patchbay.packet;

/// The Ethernet header (IEEE 802.3): destination, source, type.
public final class Ethernet {
  static final int DESTINATION = 0;
  static final int SOURCE = 6;
  static final int TYPE = 12;

  /// Bytes of the header.
  public static final int HEADER = 14;

  /// The largest payload of an ordinary frame.
  public static final int MTU = 1500;

  private Ethernet() {}

  /// Whether a whole header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  public static long destination(byte[] bytes, int at) {
    return Wire.i64(bytes, at + DESTINATION) >>> Short.SIZE;
  }

  public static void destination(byte[] bytes, int at, long mac) {
    Mac.write(bytes, at + DESTINATION, mac);
  }

  public static long source(byte[] bytes, int at) {
    return Wire.i64(bytes, at + SOURCE - Short.BYTES) & Mac.BROADCAST_VALUE;
  }

  public static void source(byte[] bytes, int at, long mac) {
    Mac.write(bytes, at + SOURCE, mac);
  }

  /// The EtherType, or below [EtherType#MINIMUM] the length of an 802.3 frame.
  public static int type(byte[] bytes, int at) {
    return Wire.u16(bytes, at + TYPE);
  }

  public static void type(byte[] bytes, int at, int etherType) {
    Wire.u16(bytes, at + TYPE, etherType);
  }

  /// What follows the header, as Linux numbers it (`eth_type_trans`): the EtherType, or one of
  /// Linux's numbers for 802.3 frames.
  public static int protocol(byte[] bytes, int at, int tail) {
    int type = type(bytes, at);
    if (type >= EtherType.MINIMUM) {
      return type;
    }
    boolean raw = tail - at >= HEADER + 2 && Wire.u16(bytes, at + HEADER) == 0xffff;
    return raw ? EtherType.P_802_3 : EtherType.P_802_2;
  }

  /// Puts a header in front, which becomes the packet's link header, and returns its index.
  public static int push(Packet packet, long destination, long source, int etherType) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    // As few words as there can be, and the first is the one that reads the destination.
    Wire.i64(bytes, at, destination << Short.SIZE | source >>> Integer.SIZE);
    Wire.i32(bytes, at + SOURCE + Short.BYTES, (int) source);
    type(bytes, at, etherType);
    packet.link(at);
    return at;
  }
}
