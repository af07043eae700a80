package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;

/// What OSPF version 3 tells of links and prefixes (RFC 5340 appendix A.4).
final class Ospf3Lsa {
  private static final Tokens ROUTER_FLAGS =
      Tokens.of(
          """
          1 ABR
          2 External
          4 Virtual-Link Endpoint
          8 Deprecated
          16 NSSA Translator
          """);

  private static final Tokens EXTERNAL_FLAGS =
      Tokens.of(
          """
          0x80000000 External Type 2
          0x2000000 Forwarding
          0x1000000 Tag
          """);

  private static final Tokens PREFIX_OPTIONS =
      Tokens.of(
          """
          1 No Unicast
          2 Local address
          4 Deprecated
          8 Propagate
          16 Down
          32 N-bit
          """);

  private Ospf3Lsa() {}

  static void print(Dissection d, int type, int at, int length) {
    int end = at + length;
    switch (type) {
      case 0x2001 -> router(d, at, end);
      case 0x2002 -> {
        Ospf3Printer.atLeast(length, 4);
        d.print("\n\t      Options [%s]", Ospf3Printer.OPTIONS.bits(d.u4(at), "none"));
        d.put("\n\t      Connected Routers:");
        for (int i = at + 4; i < end; i += 4) {
          Ospf3Printer.atLeast(end - i, 4);
          d.print("\n\t\t%s", d.host4(i));
        }
      }
      case 0x2003 -> {
        Ospf3Printer.atLeast(length, 4);
        d.print(", metric %d", d.u3(at + 1));
        for (int i = at + 4; i < end; ) {
          i += prefix(d, i, end);
        }
      }
      case 0x4005 -> external(d, at, end);
      case 0x0008 -> {
        Ospf3Printer.atLeast(length, 24);
        d.print("\n\t      Options [%s]", Ospf3Printer.OPTIONS.bits(d.u4(at), "none"));
        long count = d.u4(at + 20);
        d.print("\n\t      Priority %d", d.u1(at));
        d.print(", Link-local address %s, Prefixes %d:", d.host6(at + 4), count);
        prefixes(d, count, at + 24, end);
      }
      case 0x2009 -> {
        Ospf3Printer.atLeast(length, 4);
        d.need(at + 8, 4);
        Ospf3Printer.kind(d, d.u2(at + 2), at + 4);
        Ospf3Printer.atLeast(length, 6);
        d.print("\n\t      Prefixes %d:", d.u2(at));
        prefixes(d, d.u2(at), at + 12, end);
      }
      default -> d.raw(at, "\n\t      ", length);
    }
  }

  private static void router(Dissection d, int at, int end) {
    Ospf3Printer.atLeast(end - at, 4);
    d.print("\n\t      Options [%s]", Ospf3Printer.OPTIONS.bits(d.u4(at), "none"));
    d.print(", RLA-Flags [%s]", ROUTER_FLAGS.bits(d.u1(at), "none"));
    for (int i = at + 4; i < end; i += 16) {
      Ospf3Printer.atLeast(end - i, 16);
      d.need(i, 16);
      String what =
          switch (d.u1(i)) {
            case 1 -> "Neighbor Router-ID";
            case 2 -> "Neighbor Network-ID";
            case 4 -> "Virtual Link: Neighbor Router-ID";
            default -> "";
          };
      if (what.isEmpty()) {
        d.print("\n\t      Unknown Router Links Type 0x%02x", d.u1(i));
        return;
      }
      d.print("\n\t      %s %s", what, d.host4(i + 12));
      d.print("\n\t      Neighbor Interface-ID %s", d.host4(i + 8));
      d.print(", Interface %s, metric %d", d.host4(i + 4), d.u2(i + 2));
    }
  }

  private static void prefixes(Dissection d, long count, int from, int end) {
    int at = from;
    for (long i = 0; i < count; i++) {
      at += prefix(d, at, end);
    }
  }

  /// Prints a prefix; returns how many bytes it has.
  private static int prefix(Dissection d, int at, int end) {
    Ospf3Printer.atLeast(end - at, 4);
    d.need(at, 4);
    int bits = d.u1(at);
    int words = (bits + 31) / 32;
    if (words > 4) {
      d.print(" bogus prefixlen /%d", bits);
      throw new Truncated();
    }
    Ospf3Printer.atLeast(end - at - 4, words * 4);
    d.print("\n\t\t%s/%d", d.prefix(Family.IPV6, at + 4, words * 32), bits);
    if (d.u1(at + 1) != 0) {
      d.print(", Options [%s]", PREFIX_OPTIONS.bits(d.u1(at + 1), "none"));
    }
    d.print(", metric %d", d.u2(at + 2));
    return 4 + words * 4;
  }

  private static void external(Dissection d, int from, int end) {
    Ospf3Printer.atLeast(end - from, 4);
    int flags = d.s4(from);
    d.print("\n\t     Flags [%s]", EXTERNAL_FLAGS.bits(d.u4(from), "none"));
    d.print(" metric %d", d.u3(from + 1));
    boolean refers = d.u1(from + 6) != 0;
    int at = from + 4;
    at += prefix(d, at, end);
    if ((flags & 0x02000000) != 0) {
      Ospf3Printer.atLeast(end - at, 16);
      d.print(" forward %s", d.host6(at));
      at += 16;
    }
    if ((flags & 0x01000000) != 0) {
      Ospf3Printer.atLeast(end - at, 4);
      d.print(" tag %s", d.host4(at));
      at += 4;
    }
    if (refers) {
      Ospf3Printer.atLeast(end - at, 4);
      d.print(" RefLSID: %s", d.host4(at));
    }
  }
}
