package dev.patchbay.trace.print;

/// VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe): VXLAN that may carry more than Ethernet.
final class VxlanGpePrinter {
  private static final int HEADER = 8;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x8 I
          0x4 P
          0x2 B
          0x1 O
          """);

  private VxlanGpePrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("vxlan_gpe");
    d.put("VXLAN-GPE, ");
    if (length < HEADER) {
      d.print(" (len %d < %d)", length, HEADER);
      d.invalid();
      return;
    }
    d.print("flags [%s], ", FLAGS.bits(d.u1(at), "", "none"));
    int next = d.u1(at + 3);
    int network = d.u3(at + 4);
    d.need(at, HEADER);
    d.put("vni ").put(network).put(d.verbose() ? "\n    " : ": ");
    if (next == 4) {
      NshPrinter.print(d, at + HEADER, length - HEADER);
    } else if (!NshPrinter.payload(d, next, at + HEADER, length - HEADER)) {
      d.put("ERROR: unknown-next-protocol");
      d.invalid();
    }
  }
}
