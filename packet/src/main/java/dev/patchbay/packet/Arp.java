package dev.patchbay.packet;

/// An ARP message for Ethernet and IPv4 (RFC 826).
public final class Arp {
  static final int HARDWARE_TYPE = 0;
  static final int PROTOCOL_TYPE = 2;
  static final int HARDWARE_LENGTH = 4;
  static final int PROTOCOL_LENGTH = 5;
  static final int OPERATION = 6;
  static final int SENDER_MAC = 8;
  static final int SENDER_IP = 14;
  static final int TARGET_MAC = 18;
  static final int TARGET_IP = 24;

  /// Bytes of the message.
  public static final int HEADER = 28;

  /// The hardware type of Ethernet (`ARPHRD_ETHER`).
  public static final int ETHERNET = 1;

  /// The hardware type of IEEE 802 networks, which Linux takes for Ethernet's.
  public static final int IEEE802 = 6;

  public static final int REQUEST = 1;
  public static final int REPLY = 2;

  private Arp() {}

  /// Whether a whole message with 6- and 4-byte addresses lies between `at` and `tail`. Types and
  /// operation are for the reader to judge.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER
        && hardwareLength(bytes, at) == Mac.BYTES
        && protocolLength(bytes, at) == 4;
  }

  public static int hardwareType(byte[] bytes, int at) {
    return Wire.u16(bytes, at + HARDWARE_TYPE);
  }

  public static void hardwareType(byte[] bytes, int at, int type) {
    Wire.u16(bytes, at + HARDWARE_TYPE, type);
  }

  /// The EtherType of the protocol whose addresses these are.
  public static int protocolType(byte[] bytes, int at) {
    return Wire.u16(bytes, at + PROTOCOL_TYPE);
  }

  public static void protocolType(byte[] bytes, int at, int etherType) {
    Wire.u16(bytes, at + PROTOCOL_TYPE, etherType);
  }

  public static int hardwareLength(byte[] bytes, int at) {
    return Wire.u8(bytes, at + HARDWARE_LENGTH);
  }

  public static void hardwareLength(byte[] bytes, int at, int length) {
    Wire.u8(bytes, at + HARDWARE_LENGTH, length);
  }

  public static int protocolLength(byte[] bytes, int at) {
    return Wire.u8(bytes, at + PROTOCOL_LENGTH);
  }

  public static void protocolLength(byte[] bytes, int at, int length) {
    Wire.u8(bytes, at + PROTOCOL_LENGTH, length);
  }

  /// [#REQUEST], [#REPLY] or another number.
  public static int operation(byte[] bytes, int at) {
    return Wire.u16(bytes, at + OPERATION);
  }

  public static void operation(byte[] bytes, int at, int operation) {
    Wire.u16(bytes, at + OPERATION, operation);
  }

  public static long senderMac(byte[] bytes, int at) {
    return Mac.read(bytes, at + SENDER_MAC);
  }

  public static void senderMac(byte[] bytes, int at, long mac) {
    Mac.write(bytes, at + SENDER_MAC, mac);
  }

  public static int senderIp(byte[] bytes, int at) {
    return Wire.i32(bytes, at + SENDER_IP);
  }

  public static void senderIp(byte[] bytes, int at, int address) {
    Wire.i32(bytes, at + SENDER_IP, address);
  }

  public static long targetMac(byte[] bytes, int at) {
    return Mac.read(bytes, at + TARGET_MAC);
  }

  public static void targetMac(byte[] bytes, int at, long mac) {
    Mac.write(bytes, at + TARGET_MAC, mac);
  }

  public static int targetIp(byte[] bytes, int at) {
    return Wire.i32(bytes, at + TARGET_IP);
  }

  public static void targetIp(byte[] bytes, int at, int address) {
    Wire.i32(bytes, at + TARGET_IP, address);
  }

  /// Puts a message in front, which becomes the packet's network header, and returns its index.
  public static int push(
      Packet packet, int operation, long senderMac, int senderIp, long targetMac, int targetIp) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    hardwareType(bytes, at, ETHERNET);
    protocolType(bytes, at, EtherType.IPV4);
    hardwareLength(bytes, at, Mac.BYTES);
    protocolLength(bytes, at, 4);
    operation(bytes, at, operation);
    senderMac(bytes, at, senderMac);
    senderIp(bytes, at, senderIp);
    targetMac(bytes, at, targetMac);
    targetIp(bytes, at, targetIp);
    packet.network(at);
    return at;
  }
}
