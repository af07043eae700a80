package dev.patchbay.trace.print;

/// VXLAN (RFC 7348).
final class VxlanPrinter {
  private static final int HEADER = 8;

  private VxlanPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("vxlan");
    d.put("VXLAN");
    if (length < HEADER) {
      d.invalid();
      return;
    }
    int flags = d.u1(at);
    d.print(", flags [%s] (0x%02x), ", (flags & 0x08) != 0 ? "I" : "invalid", flags);
    d.print("vni %d\n", d.u3(at + 4));
    d.need(at, HEADER);
    EtherPrinter.print(d, at + HEADER, length - HEADER);
  }
}
