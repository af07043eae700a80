package dev.patchbay.packet;

/// A VLAN tag (IEEE 802.1Q, 802.1ad): the four bytes behind an EtherType that announces it.
///
/// ```
///  … source | 0x8100 or 0x88a8 | tci | type of what follows …
///                              ^ at
/// ```
///
/// The tag control information (tci) is priority (3 bits), drop eligible (1), VLAN id (12).
public final class VlanTag {
  static final int TCI = 0;
  static final int TYPE = 2;

  /// Bytes of a tag.
  public static final int HEADER = 4;

  /// VLAN ids are below.
  public static final int IDS = 4096;

  private static final int MACS = 2 * Mac.BYTES;

  private VlanTag() {}

  /// Whether a whole tag lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  public static int tci(byte[] bytes, int at) {
    return Wire.u16(bytes, at + TCI);
  }

  public static void tci(byte[] bytes, int at, int tci) {
    Wire.u16(bytes, at + TCI, tci);
  }

  /// The EtherType of what follows the tag.
  public static int type(byte[] bytes, int at) {
    return Wire.u16(bytes, at + TYPE);
  }

  public static void type(byte[] bytes, int at, int etherType) {
    Wire.u16(bytes, at + TYPE, etherType);
  }

  /// Tag control information of its parts.
  public static int tci(int priority, boolean dropEligible, int id) {
    return priority << 13 | (dropEligible ? 0x1000 : 0) | id;
  }

  /// The VLAN id in a tci.
  public static int id(int tci) {
    return tci & 0xfff;
  }

  /// The priority in a tci, 0 to 7.
  public static int priority(int tci) {
    return tci >>> 13 & 7;
  }

  /// Whether a tci allows to drop the frame first.
  public static boolean dropEligible(int tci) {
    return (tci & 0x1000) != 0;
  }

  /// Puts a tag behind the MAC addresses of a packet whose head is its Ethernet header. The link
  /// header moves, what follows it stays; [Packet#protocol] is the caller's.
  public static void insert(Packet packet, int tagProtocol, int tci) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    System.arraycopy(bytes, at + HEADER, bytes, at, MACS);
    Wire.u16(bytes, at + MACS, tagProtocol);
    Wire.u16(bytes, at + MACS + 2, tci);
    packet.link(at);
  }

  /// Takes the tag from behind the MAC addresses of a packet whose head is its Ethernet header,
  /// which must have one, and returns its tci.
  public static int remove(Packet packet) {
    byte[] bytes = packet.edit();
    int head = packet.head();
    int tci = tci(bytes, head + Ethernet.HEADER);
    System.arraycopy(bytes, head, bytes, head + HEADER, MACS);
    packet.link(packet.pull(HEADER));
    return tci;
  }

  /// Puts the tag that stands beside a packet, whose head is its Ethernet header, among its bytes
  /// (`__vlan_hwaccel_push_inside`).
  public static void pushInside(Packet packet) {
    insert(packet, packet.vlanProtocol(), packet.vlan());
    packet.protocol(packet.vlanProtocol());
    packet.vlan(0, Packet.NO_VLAN);
  }

  /// Puts the tag of a packet, whose head is behind its Ethernet header, beside it, if none is
  /// there yet (`skb_vlan_untag`). Returns false, and changes nothing, when the tag is cut off.
  public static boolean pullInside(Packet packet) {
    if (packet.vlan() != Packet.NO_VLAN) {
      return true;
    }
    if (!fits(packet.bytes(), packet.head(), packet.tail())) {
      return false;
    }
    int protocol = packet.protocol();
    packet.unpull(Ethernet.HEADER);
    packet.vlan(protocol, remove(packet));
    packet.protocol(Ethernet.protocol(packet.bytes(), packet.head(), packet.tail()));
    packet.network(packet.pull(Ethernet.HEADER));
    return true;
  }
}
