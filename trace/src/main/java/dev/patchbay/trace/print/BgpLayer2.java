package dev.patchbay.trace.print;

/// Ethernet that BGP connects (RFC 4761).
final class BgpLayer2 {
  private static final String INDENT = "\n\t      ";

  private BgpLayer2() {}

  /// Prints one; returns how many bytes it has.
  static int print(Dissection d, int at) {
    int length = d.u2(at);
    String rd = BgpPrefixes.distinguisher(d, at + 2);
    if (length == 12) {
      d.print("%sRD: %s, BGPNH: %s", INDENT, rd, d.host4(at + 10));
    } else if (length > 17) {
      d.print("%sRD: %s, CE-ID: %d", INDENT, rd, d.u2(at + 10));
      d.print(", Label-Block Offset: %d", d.u2(at + 12));
      d.print(", Label Base %d", d.u3(at + 14) >> 4);
      fields(d, at + 17, at + 2 + length);
    } else {
      throw new Truncated();
    }
    return length + 2;
  }

  private static void fields(Dissection d, int from, int end) {
    int at = from;
    // As tcpdump counts: the head of a field is read, but not taken off what is left.
    int left = end - from;
    while (left > 0) {
      if (left < 3) {
        d.put("\n\t\tran past the end");
        return;
      }
      int type = d.u1(at);
      int bits = d.u2(at + 1);
      int bytes = (bits + 7) / 8;
      at += 3;
      d.put(type == 1 ? "\n\t\tcircuit status vector (1)" : "\n\t\tunknown TLV #" + type);
      d.print(type == 1 ? " length: %d: 0x" : ", length: %d", bits);
      int shown = Math.min(bytes, left);
      if (type == 1) {
        d.put(d.hex(at, shown));
        at += shown;
      }
      if (left < bytes) {
        d.put(" (ran past the end)");
        return;
      }
      left -= bytes;
    }
  }
}
