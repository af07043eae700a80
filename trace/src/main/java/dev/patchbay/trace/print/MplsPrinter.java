package dev.patchbay.trace.print;

/// MPLS label stacks (RFC 3032).
final class MplsPrinter {
  private static final String[] RESERVED = {
    "IPv4 explicit NULL", "router alert", "IPv6 explicit NULL", "implicit NULL"
  };

  private static final int RESERVED_LABELS = 16;
  private static final int BOTTOM = 0x100;
  private static final int ENTRY = 4;

  private MplsPrinter() {}

  static void print(Dissection d, int from, int length) {
    d.protocol("mpls");
    d.put("MPLS");
    int at = from;
    int rest = length;
    int entry = 0;
    while ((entry & BOTTOM) == 0) {
      if (rest < ENTRY) {
        d.invalid();
        d.need(at, rest);
        return;
      }
      entry = d.s4(at);
      d.put(at > from && d.verbose() ? "\n\t" : " ");
      entry(d, entry);
      at += ENTRY;
      rest -= ENTRY;
    }
    payload(d, entry >>> 12, at, rest);
  }

  private static void entry(Dissection d, int entry) {
    int label = entry >>> 12;
    d.print("(label %d", label);
    if (d.verbose() && label < RESERVED_LABELS) {
      d.print(" (%s)", label < RESERVED.length ? RESERVED[label] : "rsvd");
    }
    d.print(", tc %d", entry >> 9 & 7);
    d.put((entry & BOTTOM) != 0 ? ", [S]" : "");
    d.print(", ttl %d)", entry & 0xff);
  }

  private static void payload(Dissection d, int label, int at, int length) {
    int first = label == 0 || label == 3 ? 0x45 : label == 2 ? 0x60 : 0;
    if (first == 0) {
      if (length < 1) {
        return;
      }
      first = d.u1(at);
    }
    if (first >= 0x45 && first <= 0x4f) {
      d.put(d.verbose() ? "\n\t" : " ");
      Ipv4Printer.print(d, at, length);
    } else if (first >= 0x60 && first <= 0x6f) {
      d.put(d.verbose() ? "\n\t" : " ");
      Ipv6Printer.print(d, at, length);
    } else {
      d.unknown(at, length);
    }
  }
}
