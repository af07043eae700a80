package dev.patchbay.packet;

/// The logical link header of a frame whose type is a length (IEEE 802.2), in its short form: the
/// service it is for, the one it is from, and what it wants.
public final class LogicalLink {
  static final int DESTINATION = 0;
  static final int SOURCE = 1;
  static final int CONTROL = 2;

  /// Bytes of the header with a control field of one byte.
  public static final int HEADER = 3;

  /// The service access point of the spanning tree protocol (`LLC_SAP_BSPAN`).
  public static final int SPANNING_TREE = 0x42;

  /// The control field of unnumbered information: a datagram.
  public static final int UNNUMBERED_INFORMATION = 0x03;

  private LogicalLink() {}

  /// Whether a whole header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  /// The service access point it is for (DSAP).
  public static int destination(byte[] bytes, int at) {
    return Wire.u8(bytes, at + DESTINATION);
  }

  public static void destination(byte[] bytes, int at, int service) {
    Wire.u8(bytes, at + DESTINATION, service);
  }

  /// The service access point it is from (SSAP).
  public static int source(byte[] bytes, int at) {
    return Wire.u8(bytes, at + SOURCE);
  }

  public static void source(byte[] bytes, int at, int service) {
    Wire.u8(bytes, at + SOURCE, service);
  }

  public static int control(byte[] bytes, int at) {
    return Wire.u8(bytes, at + CONTROL);
  }

  public static void control(byte[] bytes, int at, int control) {
    Wire.u8(bytes, at + CONTROL, control);
  }

  /// Puts the header of a datagram between two services of one kind in front, which becomes the
  /// packet's network header, and returns its index.
  public static int push(Packet packet, int service) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    destination(bytes, at, service);
    source(bytes, at, service);
    control(bytes, at, UNNUMBERED_INFORMATION);
    packet.network(at);
    return at;
  }
}
