package dev.patchbay.packet;

/// The UDP header (RFC 768): ports, length, checksum.
public final class Udp {
  static final int SOURCE_PORT = 0;
  static final int DESTINATION_PORT = 2;
  static final int LENGTH = 4;
  static final int CHECKSUM = 6;

  /// Bytes of the header.
  public static final int HEADER = 8;

  /// Where the checksum is in the header, for [Packet#checksumPartial].
  public static final int CHECKSUM_OFFSET = CHECKSUM;

  private Udp() {}

  /// Whether a header lies between `at` and `tail`. What an ICMP error quotes needs no more.
  public static boolean headerFits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  /// Whether a whole datagram lies between `at` and `tail`: a header, and a length that holds it
  /// and is there.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return headerFits(bytes, at, tail)
        && length(bytes, at) >= HEADER
        && length(bytes, at) <= tail - at;
  }

  /// Both ports, the source in the upper half: TCP's stand at the same place.
  public static int ports(byte[] bytes, int at) {
    return Wire.i32(bytes, at + SOURCE_PORT);
  }

  public static int sourcePort(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SOURCE_PORT);
  }

  public static void sourcePort(byte[] bytes, int at, int port) {
    Wire.u16(bytes, at + SOURCE_PORT, port);
  }

  public static int destinationPort(byte[] bytes, int at) {
    return Wire.u16(bytes, at + DESTINATION_PORT);
  }

  public static void destinationPort(byte[] bytes, int at, int port) {
    Wire.u16(bytes, at + DESTINATION_PORT, port);
  }

  /// Bytes of header and data.
  public static int length(byte[] bytes, int at) {
    return Wire.u16(bytes, at + LENGTH);
  }

  public static void length(byte[] bytes, int at, int length) {
    Wire.u16(bytes, at + LENGTH, length);
  }

  /// The checksum; 0 says that the sender made none.
  public static int checksum(byte[] bytes, int at) {
    return Wire.u16(bytes, at + CHECKSUM);
  }

  public static void checksum(byte[] bytes, int at, int checksum) {
    Wire.u16(bytes, at + CHECKSUM, checksum);
  }

  /// Whether the checksum is right, given the sum of the pseudo header. One of 0 counts as right;
  /// IPv6 forbids it, which is for the caller to say (RFC 8200 section 8.1).
  public static boolean checksumHolds(byte[] bytes, int at, long pseudo) {
    return checksum(bytes, at) == 0
        || Checksum.fold(Checksum.add(pseudo, bytes, at, length(bytes, at))) == 0;
  }

  /// Computes the checksum, given the sum of the pseudo header, and writes it. A result of zero is
  /// sent as all ones, since zero means none.
  public static void fillChecksum(byte[] bytes, int at, long pseudo) {
    long others = pseudo + Checksum.without(checksum(bytes, at));
    int checksum = Checksum.fold(Checksum.add(others, bytes, at, length(bytes, at)));
    checksum(bytes, at, checksum == 0 ? 0xffff : checksum);
  }

  /// Puts a header in front, which becomes the packet's transport header, and returns its index.
  /// Its length is the packet's, its checksum 0.
  public static int push(Packet packet, int sourcePort, int destinationPort) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    long ports = (long) sourcePort << 48 | (destinationPort & 0xffffL) << 32;
    Wire.i64(bytes, at, ports | (packet.length() & 0xffffL) << 16);
    packet.transport(at);
    return at;
  }
}
