package dev.patchbay.trace.print;

/// What IS-IS tells of a prefix beside its metric (RFC 5130, RFC 8667).
final class IsisPrefix {
  private static final int LABEL = 0x08;

  private static final Tokens NAMES =
      Tokens.of(
          """
          1 32-Bit Administrative tag
          2 64-Bit Administrative tag
          3 Prefix SID
          117 Management Prefix Color
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x80 Readvertisement
          0x40 Node
          0x20 No-PHP
          0x10 Explicit NULL
          0x08 Value
          0x04 Local
          """);

  private static final Tokens ALGORITHMS =
      Tokens.of(
          """
          0 SPF
          1 strict-SPF
          """);

  private IsisPrefix() {}

  static void print(Dissection d, String indent, int from, int size) {
    int at = from;
    while (at < from + size) {
      int type = d.u1(at);
      int length = d.u1(at + 1);
      at += 2;
      d.put(indent).put(NAMES.name(type, "unknown"));
      d.print(" subTLV #%d, length: %d", type, length);
      d.need(at, length);
      value(d, type, at, length);
      at += length;
    }
  }

  private static void value(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1, 117 -> {
        for (int i = at; i + 4 <= at + length; i += 4) {
          d.print(", 0x%08x (=%d)", d.u4(i), d.u4(i));
        }
      }
      case 2 -> {
        for (int i = at; i + 8 <= at + length; i += 8) {
          d.print(", 0x%016x", d.u8(i));
        }
      }
      case 3 -> segment(d, at, length);
      default -> d.raw(at, "\n\t\t    ", length);
    }
  }

  private static void segment(Dissection d, int at, int length) {
    int flags = d.u1(at);
    int algorithm = d.u1(at + 1);
    boolean label = (flags & LABEL) != 0;
    if (length < (label ? 5 : 6)) {
      d.cut();
      throw new Truncated();
    }
    d.print(", Flags [%s]", FLAGS.bits(flags, "None"));
    d.print(", Algo %s (%d)", ALGORITHMS.name(algorithm, "Unknown"), algorithm);
    d.put(label ? ", label " : ", index ").put(label ? d.u3(at + 2) : d.u4(at + 2));
  }
}
