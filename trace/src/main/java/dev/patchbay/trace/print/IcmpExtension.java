package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;

/// What may follow the packet that an ICMP error quotes (RFC 4884): MPLS label stacks.
final class IcmpExtension {
  /// Where it begins, in messages that announce no length of the quote.
  private static final int PLACE = 136;

  private static final int VERSION = 2;
  private static final int HEADER = 4;
  private static final int MPLS_STACK = 1;

  private static final Tokens CLASSES =
      Tokens.of(
          """
          1 MPLS Stack Entry
          2 Interface Identification
          """);

  private IcmpExtension() {}

  static void print(Dissection d, int message, int length) {
    if (length <= PLACE) {
      return;
    }
    int at = message + PLACE;
    int size = length - PLACE;
    if (!d.has(at, 5)) {
      d.cut();
      return;
    }
    boolean whole = d.has(at, size);
    int sum = whole ? Checksum.of(d.bytes, at, size) : 0;
    if (d.u1(message + 5) == 0 && sum != 0) {
      return;
    }
    int version = d.u1(at) >> 4;
    d.print("\n\tICMP Multi-Part extension v%d", version);
    if (version != VERSION) {
      d.put(" packet not supported");
      return;
    }
    if (whole) {
      String right = sum == 0 ? "" : "in";
      d.print(", checksum 0x%04x (%scorrect), length %d", d.u2(at + 2), right, size);
    }
    objects(d, at + HEADER, size - HEADER);
  }

  private static void objects(Dissection d, int from, int length) {
    int at = from;
    int rest = length;
    while (rest > HEADER) {
      if (!d.has(at, HEADER)) {
        d.cut();
        return;
      }
      int size = d.u2(at);
      int kind = d.u1(at + 2);
      int type = d.u1(at + 3);
      d.print(
          "\n\t  %s Object (%d), Class-Type: %d, length %d",
          CLASSES.name(kind, "unknown"), kind, type, size);
      if (kind == 0 || size < HEADER) {
        return;
      }
      if (kind == MPLS_STACK && type == 1) {
        label(d, d.u4(at + HEADER));
      } else {
        d.raw(at + HEADER, "\n\t    ", size - HEADER);
      }
      at += size;
      rest -= size;
    }
  }

  private static void label(Dissection d, long entry) {
    d.print("\n\t    label %d, tc %d", entry >> 12, entry >> 9 & 7);
    d.put((entry & 0x100) == 0 ? "" : ", [S]").put(", ttl ").put(entry & 0xff);
  }
}
