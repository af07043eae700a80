package dev.patchbay.trace.print;

/// NSH (RFC 8300): the way of a packet through a chain of services.
final class NshPrinter {
  private static final int WORD = 4;
  private static final int HEADERS = 2;

  private static final Tokens METADATA =
      Tokens.of(
          """
          0 reserved
          1 1
          2 2
          15 experimental
          """);

  private static final Tokens PROTOCOLS =
      Tokens.of(
          """
          1 IPv4
          2 IPv6
          3 Ethernet
          4 NSH
          5 MPLS
          254 Experiment 1
          255 Experiment 2
          """);

  private NshPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("nsh");
    if (length < HEADERS * WORD) {
      d.print(" (packet length %d < %d)", length, HEADERS * WORD);
      d.invalid();
      return;
    }
    long head = d.u4(at);
    int words = (int) (head >> 16 & 0x3f);
    int kind = (int) (head >> 8 & 0xf);
    d.put("NSH, ");
    if (d.verbose(2)) {
      d.print("ver %d, ", head >> 30);
    }
    if (head >> 30 != 0) {
      return;
    }
    base(d, head, words, kind);
    if (length < words * WORD) {
      d.print(" (too many headers for packet length %d)", length);
      d.invalid();
      return;
    }
    d.print("service-path-id 0x%06x, ", d.u3(at + 4));
    d.print("service-index 0x%x", d.u1(at + 7));
    if (words < HEADERS) {
      d.put(" (less than two headers)");
      d.invalid();
      return;
    }
    if (!metadata(d, kind, at + HEADERS * WORD, words - HEADERS)) {
      d.invalid();
      return;
    }
    d.need(at, (long) words * WORD);
    d.put(d.verbose() ? "\n    " : ": ");
    if (!payload(d, (int) (head & 0xff), at + words * WORD, length - words * WORD)) {
      d.put("ERROR: unknown-next-protocol");
    }
  }

  private static void base(Dissection d, long head, int words, int kind) {
    d.print("flags [%s], ", (head >> 28 & 2) != 0 ? "O" : "none");
    if (d.verbose(3)) {
      d.print("TTL %d, length %d, ", head >> 22 & 0x3f, words);
      d.print("md type %s, ", METADATA.name(kind, "unknown (0x%02x)"));
    }
    if (d.verbose(2)) {
      d.print("next-protocol %s, ", PROTOCOLS.name(head & 0xff, "unknown (0x%02x)"));
    }
  }

  /// Prints what the classifier knew; false when it cannot be.
  private static boolean metadata(Dissection d, int kind, int at, int words) {
    if (!d.verbose(3)) {
      return true;
    }
    if (kind == 2) {
      return variable(d, at, words);
    }
    if (kind != 1) {
      return true;
    }
    if (words != 4) {
      d.put(" (invalid length for the MD type)");
      return false;
    }
    for (int i = 0; i < words; i++) {
      d.print("\n        Context[%02d]: 0x%08x", i, d.u4(at + i * WORD));
    }
    return true;
  }

  private static boolean variable(Dissection d, int from, int words) {
    int at = from;
    int end = from + words * WORD;
    while (at < end) {
      int length = d.u1(at + 3) & 0x7f;
      int padded = (length + WORD - 1) / WORD * WORD;
      d.print("\n        TLV Class %d, Type %d, Len %d", d.u2(at), d.u1(at + 2), length);
      at += WORD;
      if (end - at < padded) {
        d.put(" (length too big)");
        return false;
      }
      if (length > 0) {
        d.put("\n            Value: 0x").put(d.hex(at, length, ":"));
        d.need(at, padded);
        at += padded;
      }
    }
    return true;
  }

  /// Prints what comes next, of those that VXLAN-GPE numbers alike; false when nobody knows it.
  static boolean payload(Dissection d, int protocol, int at, int length) {
    switch (protocol) {
      case 1 -> Ipv4Printer.print(d, at, length);
      case 2 -> Ipv6Printer.print(d, at, length);
      case 3 -> EtherPrinter.print(d, at, length);
      default -> {
        return false;
      }
    }
    return true;
  }
}
