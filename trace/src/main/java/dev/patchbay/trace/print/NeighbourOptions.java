package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;

/// The options of neighbour discovery (RFC 4861, 4191, 8106, 6275), shown with `-v`.
final class NeighbourOptions {
  private static final String[] PREFERENCES = {"medium", "high", "rsv", "low"};

  private static final Tokens NAMES =
      Tokens.of(
          """
          1 source link-address
          2 destination link-address
          3 prefix info
          4 redirected header
          5 mtu
          25 rdnss
          31 dnssl
          7 advertisement interval
          8 homeagent information
          24 route info
          """);

  private static final Tokens PREFIX_FLAGS =
      Tokens.of(
          """
          128 onlink
          64 auto
          32 router
          """);

  private NeighbourOptions() {}

  /// What a router says of itself in the flags of an advertisement.
  static String preference(int flags) {
    return PREFERENCES[flags >> 3 & 3];
  }

  /// Prints `length` bytes of options; false when they were cut.
  static boolean print(Dissection d, int from, int length) {
    if (!d.verbose()) {
      return true;
    }
    int at = from;
    int rest = length;
    while (at < d.end()) {
      if (!d.has(at + 1, 1)) {
        d.cut();
        return false;
      }
      if (rest <= 0) {
        return true;
      }
      int type = d.u1(at);
      int size = d.u1(at + 1) * 8;
      if (size == 0 || !d.has(at, size)) {
        d.cut();
        return false;
      }
      String name = NAMES.name(type, "unknown");
      d.print("\n\t  %s option (%d), length %d (%d): ", name, type, size, size / 8);
      if (NAMES.find(type) == null && !d.verbose(2)) {
        d.raw(at + 2, "\n\t  ", size - 2);
        return true;
      }
      if (!option(d, type, at, size, from)) {
        d.cut();
        return false;
      }
      if (d.verbose(2)) {
        d.raw(at + 2, "\n\t    ", size - 2);
      }
      at += size;
      rest -= size;
    }
    return true;
  }

  /// Prints one; false when it is not one that could be.
  private static boolean option(Dissection d, int type, int at, int size, int first) {
    switch (type) {
      case 1, 2 -> d.put(d.hex(at + 2, size - 2, ":"));
      case 3 -> prefix(d, at, size);
      case 4 -> d.raw(first, "\n\t    ", size);
      case 5 -> d.print(" %d%s", d.u4(at + 4), size == 8 ? "" : "bad option length");
      case 25 -> {
        d.print(" lifetime %ds,", d.u4(at + 4));
        for (int i = 0; i < (size / 8 - 1) / 2; i++) {
          d.put(" addr: ").put(d.host6(at + 8 + 16 * i));
        }
      }
      case 31 -> {
        d.print(" lifetime %ds, domain(s):", d.u4(at + 4));
        int name = at + 8;
        while (name < at + size && d.u1(name) != 0) {
          d.put(' ');
          name = DnsPrinter.name(d, name, first);
          if (name < 0) {
            return false;
          }
        }
      }
      case 7 -> d.print(" %dms", d.u4(at + 4));
      case 8 -> d.print(" preference %d, lifetime %d", d.u2(at + 4), d.u2(at + 6));
      case 24 -> {
        return route(d, at, size);
      }
      default -> {}
    }
    return true;
  }

  private static void prefix(Dissection d, int at, int size) {
    d.print("%s/%d%s", d.host6(at + 16), d.u1(at + 2), size == 32 ? "" : "badlen");
    d.print(", Flags [%s]", PREFIX_FLAGS.bits(d.u1(at + 3), "none"));
    d.print(", valid time %s", lifetime(d.u4(at + 4)));
    d.print(", pref. time %s", lifetime(d.u4(at + 8)));
  }

  private static String lifetime(long seconds) {
    return seconds == 0xffff_ffffL ? "infinity" : seconds + "s";
  }

  private static boolean route(Dissection d, int at, int size) {
    if (size > 24) {
      return false;
    }
    Ip prefix = Ip.v6(size > 8 ? d.u8(at + 8) : 0, size > 16 ? d.u8(at + 16) : 0);
    d.print(" %s/%d, ", d.host(prefix), d.u1(at + 2));
    d.print("pref=%s, lifetime=%s", preference(d.u1(at + 3)), lifetime(d.u4(at + 4)));
    return true;
  }
}
