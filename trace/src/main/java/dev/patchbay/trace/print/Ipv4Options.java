package dev.patchbay.trace.print;

/// The options of an IPv4 header (RFC 791, RFC 2113).
final class Ipv4Options {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int RECORD_ROUTE = 7;
  private static final int TIMESTAMP = 68;
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;
  private static final int ROUTER_ALERT = 148;

  private static final Tokens NAMES =
      Tokens.of(
          """
          0 EOL
          1 NOP
          68 timestamp
          130 security
          7 RR
          137 SSRR
          131 LSRR
          148 RA
          82 traceroute
          """);

  private static final Tokens TIMESTAMP_KINDS =
      Tokens.of(
          """
          0 TSONLY
          1 TS+ADDR
          3 PRESPEC
          """);

  private Ipv4Options() {}

  /// Prints `length` bytes of options; false when they were cut.
  static boolean print(Dissection d, int from, int length) {
    int end = from + length;
    int at = from;
    while (at < end) {
      int type = d.u1(at);
      d.put(at == from ? "" : ",").put(NAMES.name(type, "unknown %d"));
      int size = type == END || type == NO_OPERATION ? 1 : d.u1(at + 1);
      if (size < (type == END || type == NO_OPERATION ? 1 : 2) || at + size > end) {
        d.print(" [bad length %d]", size);
        return true;
      }
      if (!d.has(at, size)) {
        return false;
      }
      if (type == END) {
        return true;
      }
      option(d, type, at, size);
      at += size;
    }
    return true;
  }

  private static void option(Dissection d, int type, int at, int size) {
    switch (type) {
      case TIMESTAMP -> timestamps(d, at, size);
      case RECORD_ROUTE, LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE -> route(d, at, size);
      case ROUTER_ALERT -> {
        if (size < 4) {
          d.print(" [bad length %d]", size);
        } else if (d.u2(at + 2) != 0) {
          d.print(" value %d", d.u2(at + 2));
        }
      }
      default -> {}
    }
  }

  private static void route(Dissection d, int at, int size) {
    if (size < 3) {
      d.print(" [bad length %d]", size);
      return;
    }
    if ((size + 1 & 3) != 0) {
      d.print(" [bad length %d]", size);
    }
    int pointer = d.u1(at + 2) - 1;
    if (pointer < 3 || (pointer + 1 & 3) != 0 || pointer > size + 1) {
      d.print(" [bad ptr %d]", d.u1(at + 2));
    }
    for (int hop = 3; hop < size; hop += 4) {
      d.put(' ').put(d.host4(at + hop));
      if (Integer.compareUnsigned(pointer, hop) > 0) {
        d.put(',');
      }
    }
  }

  private static void timestamps(Dissection d, int at, int size) {
    if (size < 4) {
      d.print("[bad length %d]", size);
      return;
    }
    d.put(" TS{");
    int kind = d.u1(at + 3) & 0xf;
    int hopSize = kind == 0 ? 4 : 8;
    if ((size - 4 & hopSize - 1) != 0) {
      d.print("[bad length %d]", size);
    }
    int pointer = d.u1(at + 2) - 1;
    if (pointer < 4 || (pointer - 4 & hopSize - 1) != 0 || pointer > size + 1) {
      d.print("[bad ptr %d]", d.u1(at + 2));
    }
    d.put(TIMESTAMP_KINDS.name(kind, "[bad ts type %d]"));
    int hop = TIMESTAMP_KINDS.find(kind) == null ? 0 : hops(d, at, size, hopSize, pointer);
    d.put(pointer == hop ? " ^ " : "");
    int missed = d.u1(at + 3) >> 4;
    d.put(missed == 0 ? "}" : " [%d hops not recorded]} ".formatted(missed));
  }

  private static int hops(Dissection d, int at, int size, int hopSize, int pointer) {
    int hop = 4;
    for (; hop < size; hop += hopSize) {
      d.print(
          "%s%d@%s",
          pointer == hop ? " ^ " : " ",
          d.u4(at + hop + hopSize - 4),
          hopSize == 4 ? "" : d.host4(at + hop));
    }
    return hop;
  }
}
