package dev.patchbay.trace.print;

/// BSD loopback: an address family in the byte order of the host that captured.
final class LoopbackPrinter {
  private static final int HEADER = 4;

  static final Tokens FAMILIES =
      Tokens.of(
          """
          2 IPv4
          6 NS
          7 ISO
          16 Appletalk
          23 IPX
          24 IPv6
          28 IPv6
          30 IPv6
          """);

  private LoopbackPrinter() {}

  static void print(Dissection d, int length) {
    d.protocol("null");
    d.need(0, HEADER);
    d.linkHeader(HEADER);
    long family = d.le4(0);
    if (family > 0xffff) {
      family = d.u4(0);
    }
    if (d.options.link()) {
      header(d, family, length);
    }
    switch ((int) family) {
      case 2 -> Ipv4Printer.print(d, HEADER, length - HEADER);
      case 24, 28, 30 -> Ipv6Printer.print(d, HEADER, length - HEADER);
      default -> {
        if (!d.options.link()) {
          header(d, family, length);
        }
        d.unknown(HEADER);
      }
    }
  }

  private static void header(Dissection d, long family, int length) {
    if (d.options.quiet() > 0) {
      d.put(FAMILIES.name(family, "Unknown AF %d"));
    } else {
      d.print("AF %s (%d)", FAMILIES.name(family, "Unknown"), family);
    }
    d.print(", length %d: ", length);
  }
}
