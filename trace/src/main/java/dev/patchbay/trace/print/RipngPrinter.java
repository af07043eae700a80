package dev.patchbay.trace.print;

/// RIPng (RFC 2080).
final class RipngPrinter {
  private static final int HEADER = 4;
  private static final int ROUTE = 20;
  private static final int REQUEST = 1;
  private static final int RESPONSE = 2;
  private static final int INFINITY = 16;

  private RipngPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("ripng");
    int version = d.u1(at + 1);
    if (version != 1) {
      d.put(" [vers ").put(version).put(']');
      d.invalid();
      return;
    }
    int command = d.u1(at);
    if (command != REQUEST && command != RESPONSE) {
      d.print(" ripng-%d ?? %d", command, length);
      d.invalid();
      return;
    }
    if (length < HEADER) {
      d.invalid();
      return;
    }
    int count = (length - HEADER) / ROUTE;
    if (command == REQUEST && count == 1 && asksForAll(d, at + HEADER)) {
      d.put(" ripng-req dump");
      return;
    }
    boolean whole = count * ROUTE == length - HEADER;
    d.print(" ripng-%s %d", command == REQUEST ? "req" : "resp", count);
    d.put(whole ? ":" : "[" + length + "]:");
    for (int i = 0; i < count; i++) {
      d.put(d.verbose(2) ? "\n\t" : " ");
      route(d, at + HEADER + i * ROUTE, command == RESPONSE);
    }
    if (!whole) {
      d.invalid();
    }
  }

  private static boolean asksForAll(Dissection d, int at) {
    return d.u1(at + 19) == INFINITY && d.u8(at) == 0 && d.u8(at + 8) == 0;
  }

  private static void route(Dissection d, int at, boolean metric) {
    d.put(d.host6(at)).put('/').put(d.u1(at + 18));
    if (d.u2(at + 16) != 0) {
      d.put(" [").put(d.u2(at + 16)).put(']');
    }
    if (metric && d.u1(at + 19) != 0) {
      d.put(" (").put(d.u1(at + 19)).put(')');
    }
  }
}
