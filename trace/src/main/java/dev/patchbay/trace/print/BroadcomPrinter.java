package dev.patchbay.trace.print;

/// Broadcom's shim for lawful interception, which goes by the port that BFD also sends from.
final class BroadcomPrinter {
  private static final int HEADER = 4;
  private static final int UNDECIDED = 4;

  private static final Tokens DIRECTIONS =
      Tokens.of(
          """
          1 unused
          2 egress
          3 ingress
          """);

  private static final Tokens PACKETS =
      Tokens.of(
          """
          4 undecided
          5 ipv4
          6 ipv6
          7 ethernet
          """);

  private static final Tokens SUBTYPES =
      Tokens.of(
          """
          1 single VLAN tag
          2 double VLAN tag
          3 untagged
          """);

  private BroadcomPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("bcm_li");
    if (length < HEADER) {
      d.print(" (length %d < %d)", length, HEADER);
      d.invalid();
      return;
    }
    int shim = d.s4(at);
    int type = shim >>> 25 & 0xf;
    String line = d.verbose() ? "\n    " : "";
    d.print("%sBCM-LI-SHIM: direction %s", line, DIRECTIONS.name(shim >>> 29, "unknown"));
    d.print(", pkt-type %s", PACKETS.name(type, "unknown"));
    d.print(", pkt-subtype %s", SUBTYPES.name(shim >>> 22 & 7, "unknown"));
    d.print(", li-id %d%s", shim & 0x3fffff, line);
    int next = at + HEADER;
    int rest = length - HEADER;
    if (!d.verbose()) {
      d.need(next, rest);
      return;
    }
    switch (type == UNDECIDED ? version(d, next) : type) {
      case 5 -> Ipv4Printer.print(d, next, rest);
      case 6 -> Ipv6Printer.print(d, next, rest);
      case 7 -> EtherPrinter.print(d, next, rest);
      case UNDECIDED -> d.put("unknown payload");
      default -> d.invalid();
    }
  }

  private static int version(Dissection d, int at) {
    int version = d.u1(at) >> 4;
    return version == 4 ? 5 : version == 6 ? 6 : UNDECIDED;
  }
}
