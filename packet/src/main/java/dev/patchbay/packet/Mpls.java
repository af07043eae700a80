package dev.patchbay.packet;

/// An entry of a label stack (RFC 3032, section 2.1): label, traffic class (RFC 5462), whether it
/// is the bottom of the stack, and a time to live.
public final class Mpls {
  /// Bytes of an entry.
  public static final int ENTRY = 4;

  /// What is below is IPv4 (RFC 3032).
  public static final int IPV4_EXPLICIT_NULL = 0;

  /// What is below is IPv6 (RFC 3032).
  public static final int IPV6_EXPLICIT_NULL = 2;

  /// Is spoken of, but never stands in a packet (RFC 3032).
  public static final int IMPLICIT_NULL = 3;

  /// The label behind it says which flow the packet is of (RFC 6790).
  public static final int ENTROPY_INDICATOR = 7;

  /// Labels below it have a meaning of their own (RFC 7274).
  public static final int FIRST_UNRESERVED = 16;

  /// How many labels there can be.
  public static final int LABELS = 1 << 20;

  private static final int BOTTOM = 0x100;

  private Mpls() {}

  /// The fields as they stand in a packet.
  public static int entry(int label, int trafficClass, boolean isBottom, int ttl) {
    return label << 12 | trafficClass << 9 | (isBottom ? BOTTOM : 0) | ttl;
  }

  /// The entry at `at`.
  public static int entry(byte[] bytes, int at) {
    return Wire.i32(bytes, at);
  }

  public static void entry(byte[] bytes, int at, int entry) {
    Wire.i32(bytes, at, entry);
  }

  public static int label(int entry) {
    return entry >>> 12;
  }

  public static int trafficClass(int entry) {
    return entry >>> 9 & 7;
  }

  public static boolean isBottom(int entry) {
    return (entry & BOTTOM) != 0;
  }

  public static int ttl(int entry) {
    return entry & 0xff;
  }

  /// Puts a label stack before the packet's head, the first label outermost; `aboveBottom` says
  /// that labels are below already.
  public static void push(Packet packet, LabelStack labels, int ttl, boolean aboveBottom) {
    int count = labels.size();
    packet.push(count * ENTRY);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    for (int i = 0; i < count; i++) {
      boolean isBottom = i == count - 1 && !aboveBottom;
      entry(bytes, at + i * ENTRY, entry(labels.label(i), 0, isBottom, ttl));
    }
  }
}
