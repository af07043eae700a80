package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;

/// Cisco's framing of serial lines: a cast, a zero byte, an EtherType.
final class ChdlcPrinter {
  private static final int HEADER = 4;
  private static final int KEEPALIVES = 0x8035;
  private static final int OSI = 0xfefe;
  private static final int SHORTEST = 14;
  private static final int LONGEST = 18;

  private static final Tokens CASTS =
      Tokens.of(
          """
          0x0f unicast
          0x8f bcast
          """);

  private ChdlcPrinter() {}

  /// A captured frame.
  static void frame(Dissection d, int length) {
    d.protocol("chdlc");
    if (length < HEADER) {
      d.cut();
      d.linkHeader(d.end());
      return;
    }
    int type = d.u2(2);
    if (d.options.link()) {
      d.print("%s, ethertype ", CASTS.name(d.u1(0), "0x%02x"));
      d.print("%s (0x%04x), ", EtherTypes.NAMES.name(type, "Unknown"), type);
      d.print("length %d: ", length);
    }
    payload(d, type, HEADER, length - HEADER);
    d.linkHeader(HEADER);
  }

  private static void payload(Dissection d, int type, int at, int length) {
    switch (type) {
      case EtherType.IPV4 -> Ipv4Printer.print(d, at, length);
      case EtherType.IPV6 -> Ipv6Printer.print(d, at, length);
      case EtherType.MPLS, EtherType.MPLS_MULTICAST -> MplsPrinter.print(d, at, length);
      case KEEPALIVES -> keepalive(d, at, length);
      case OSI -> {
        if (length < 2) {
          d.cut();
          return;
        }
        // A byte may stand before the protocol's number.
        boolean filled = d.u1(at + 1) >= 0x81 && d.u1(at + 1) <= 0x83;
        OsiPrinter.print(d, filled ? at + 1 : at, filled ? length - 1 : length);
      }
      default -> d.print(d.options.link() ? "" : "unknown CHDLC protocol (0x%04x)", type);
    }
  }

  /// The questions for addresses and the signs of life of a serial line.
  private static void keepalive(Dissection d, int at, int length) {
    d.protocol("chdlc_slarp");
    d.print("SLARP (length: %d), ", length);
    if (length < SHORTEST) {
      d.cut();
      return;
    }
    d.need(at, SHORTEST);
    long code = d.u4(at);
    // What is shown again begins behind the span of time, where there is one.
    int shown = at + 4 + (code == 2 && length >= LONGEST ? SHORTEST : 0);
    if (code == 0) {
      d.put("request");
    } else if (code == 1) {
      d.put("reply ").put(d.host4(at + 4)).put('/').put(d.host4(at + 8));
    } else if (code == 2) {
      d.print("keepalive: mineseen=0x%08x, yourseen=0x%08x", d.u4(at + 4), d.u4(at + 8));
      d.print(", reliability=0x%04x", d.u2(at + 12));
      if (length >= LONGEST) {
        long seconds = d.u4(at + SHORTEST) / 1000;
        d.print(", link uptime=%dd%dh", seconds / 86_400, seconds / 3600 % 24);
        d.print("%dm%ds", seconds / 60 % 60, seconds % 60);
      }
    } else {
      d.print("0x%02x unknown", code);
      if (!d.verbose(2)) {
        d.raw(at + 4, "\n\t", length - 4);
      }
    }
    if (length > LONGEST && d.verbose()) {
      d.print(", (trailing junk: %d bytes)", length - LONGEST);
    }
    if (d.verbose(2)) {
      d.raw(shown, "\n\t", length - 4);
    }
  }
}
