package dev.patchbay.trace.print;

/// RIP (RFC 1058, RFC 2453).
final class RipPrinter {
  private static final int HEADER = 4;
  private static final int ROUTE = 20;
  private static final int REQUEST = 1;
  private static final int RESPONSE = 2;
  private static final int TRACE_ON = 3;
  private static final int POLL_ENTRY = 6;
  private static final int INTERNET = 2;
  private static final int AUTHENTICATION = 0xffff;

  private static final Tokens COMMANDS =
      Tokens.of(
          """
          1 Request
          2 Response
          3 Trace on
          4 Trace off
          5 Poll
          6 Poll Entry
          """);

  private RipPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("rip");
    int rest = Math.min(d.left(at), length);
    if (rest < HEADER) {
      d.cut();
      return;
    }
    int version = d.u1(at + 1);
    d.put(d.verbose() ? "\n\t" : "").put("RIPv").put(version);
    if (version == 0) {
      d.raw(at, "\n\t", length);
      return;
    }
    int command = d.u1(at);
    d.print(", %s, length: %d", COMMANDS.name(command, "unknown command (%d)"), length);
    if (!d.verbose()) {
      return;
    }
    if (command == REQUEST || command == RESPONSE) {
      routes(d, version, at + HEADER, rest - HEADER, length / ROUTE);
    } else if ((command == TRACE_ON || command > POLL_ENTRY || command == 0) && !d.verbose(2)) {
      d.raw(at, "\n\t", length);
    }
    if (d.verbose(2)) {
      d.raw(at, "\n\t", length);
    }
  }

  private static void routes(Dissection d, int version, int from, int length, int count) {
    if (version > 2) {
      d.put(", unknown version");
      return;
    }
    d.put(", routes: ").put(count).put(version == 2 ? " or less" : "");
    int at = from;
    int rest = length;
    while (rest > 0) {
      int size = version == 1 ? route1(d, at, rest) : route2(d, at, rest);
      if (size == 0) {
        d.cut();
        return;
      }
      if (rest < size) {
        d.print(" [remaining entries length %d < %d]", rest, size);
        d.invalid();
        return;
      }
      at += size;
      rest -= size;
    }
  }

  private static int route1(Dissection d, int at, int rest) {
    if (rest < ROUTE || !d.has(at, ROUTE)) {
      return 0;
    }
    int family = d.u2(at);
    if (family != INTERNET && family != 0) {
      d.print("\n\t AFI %s, ", LoopbackPrinter.FAMILIES.name(family, "Unknown (%d)"));
      d.raw(at + 4, "\n\t  ", ROUTE - 4);
    } else if (d.u2(at + 2) != 0 || d.u8(at + 8) != 0) {
      d.raw(at, "\n\t  ", ROUTE);
    } else {
      d.put("\n\t  ").put(family == 0 ? "AFI 0, " : "");
      d.print("%s, metric: %d", d.host4(at + 4), d.u4(at + 16));
    }
    return ROUTE;
  }

  private static int route2(Dissection d, int at, int rest) {
    if (rest < 4 || !d.has(at, 4)) {
      return 0;
    }
    int family = d.u2(at);
    if (family == AUTHENTICATION) {
      return authentication(d, d.u2(at + 2), at + 4, rest - 4);
    }
    if (family != INTERNET && family != 0) {
      d.print("\n\t  AFI %s", LoopbackPrinter.FAMILIES.name(family, "Unknown (%d)"));
      d.raw(at + 4, "\n\t  ", ROUTE - 4);
      return ROUTE;
    }
    if (rest < ROUTE || !d.has(at, ROUTE)) {
      return 0;
    }
    d.print("\n\t  AFI %s, ", LoopbackPrinter.FAMILIES.name(family, "%d"));
    d.print("%15s/%-2d, ", d.host4(at + 4), prefixLength(d.s4(at + 8)));
    d.print("tag 0x%04x, metric: %d, next-hop: ", d.u2(at + 2), d.u4(at + 16));
    d.put(d.u4(at + 12) == 0 ? "self" : d.host4(at + 12));
    return ROUTE;
  }

  /// How many bits a mask has, or -1 when it is none.
  private static int prefixLength(int mask) {
    int ones = Integer.numberOfLeadingZeros(~mask);
    return Integer.bitCount(mask) == ones ? ones : -1;
  }

  private static int authentication(Dissection d, int type, int at, int rest) {
    switch (type) {
      case 2 -> {
        d.put("\n\t  Simple Text Authentication data: ");
        d.lettersToZero(at, 16);
      }
      case 3 -> {
        if (rest < 16 || !d.has(at, 16)) {
          return 0;
        }
        d.print("\n\t  Auth header: Packet Len %d, Key-ID %d, ", d.u2(at), d.u1(at + 2));
        d.print("Auth Data Len %d, SeqNo %d, ", d.u1(at + 3), d.u4(at + 4));
        d.print("MBZ %d, MBZ %d", d.u4(at + 8), d.u4(at + 12));
      }
      default -> {
        d.put("\n\t  ");
        d.put(type == 1 ? "Auth trailer:" : "Unknown (" + type + ") Authentication data:");
        d.raw(at, "\n\t  ", rest);
        return 4 + rest;
      }
    }
    return ROUTE;
  }
}
