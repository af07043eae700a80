package dev.patchbay.packet;

/// The VXLAN header (RFC 7348 section 5), with the group of draft-smith-vxlan-group-policy and the
/// next protocol of draft-ietf-nvo3-vxlan-gpe.
///
/// ```
///  0 flags   1 reserved (GBP flags)   2 reserved (GBP group)   3 next protocol (GPE)
///  4 network identifier (24 bits)     7 reserved
/// ```
public final class Vxlan {
  static final int FLAGS = 0;
  static final int GROUP = 2;
  static final int NETWORK = 4;

  public static final int HEADER = 8;

  /// The port of RFC 7348.
  public static final int PORT = 4789;

  /// The port that Linux takes when none is said.
  public static final int LINUX_PORT = 8472;

  /// The port of VXLAN-GPE.
  public static final int GPE_PORT = 4790;

  /// How many networks there can be.
  public static final int NETWORKS = 1 << 24;

  /// Bits of [#flags]: the network identifier is valid.
  public static final int HAS_NETWORK = 0x0800_0000;

  /// A group is there (GBP).
  public static final int HAS_GROUP = 0x8000_0000;

  /// GBP: the sender is not to be learned; the policy has been applied.
  public static final int DONT_LEARN = 0x0040_0000;

  public static final int POLICY_APPLIED = 0x0008_0000;

  /// GPE: version, next protocol is there, the packet is for management.
  public static final int VERSION = 0x3000_0000;

  public static final int HAS_PROTOCOL = 0x0400_0000;
  public static final int MANAGEMENT = 0x0100_0000;

  /// What the extensions use of [#flags].
  public static final int GROUP_BITS = HAS_GROUP | DONT_LEARN | POLICY_APPLIED | 0xffff;

  public static final int PROTOCOL_BITS = VERSION | HAS_PROTOCOL | MANAGEMENT | 0xff;

  private Vxlan() {}

  /// Whether a header lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  /// The first four bytes: flags and what extensions put beside them.
  public static int flags(byte[] bytes, int at) {
    return Wire.i32(bytes, at + FLAGS);
  }

  public static void flags(byte[] bytes, int at, int flags) {
    Wire.i32(bytes, at + FLAGS, flags);
  }

  /// The network identifier (VNI).
  public static int network(byte[] bytes, int at) {
    return Wire.i32(bytes, at + NETWORK) >>> 8;
  }

  /// The reserved byte behind the network identifier.
  public static int reserved(byte[] bytes, int at) {
    return Wire.u8(bytes, at + NETWORK + 3);
  }

  /// The group of GBP.
  public static int group(byte[] bytes, int at) {
    return Wire.u16(bytes, at + GROUP);
  }

  /// The next protocol of GPE: 1 IPv4, 2 IPv6, 3 Ethernet, 4 NSH.
  public static int nextProtocol(byte[] bytes, int at) {
    return Wire.u8(bytes, at + FLAGS + 3);
  }

  /// Puts a header in front and returns its index.
  public static int push(Packet packet, int flags, int network) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    Wire.i64(bytes, at, (long) flags << 32 | (network << 8 & 0xffff_ffffL));
    return at;
  }
}
