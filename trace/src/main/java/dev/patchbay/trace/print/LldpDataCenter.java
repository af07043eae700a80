package dev.patchbay.trace.print;

/// DCBX in its form before IEEE took it over: how a data center's link is shared.
final class LldpDataCenter {
  private static final Tokens KINDS =
      Tokens.of(
          """
          1 DCB Capability Exchange Protocol Rev 1
          2 DCB Capability Exchange Protocol Rev 1.01
          """);

  private LldpDataCenter() {}

  /// Prints the field; false when its last part is not known.
  static boolean print(Dissection d, int from, int length) {
    int kind = d.u1(from + 3);
    d.print("\n\t  %s Subtype (%d)", KINDS.name(kind, "unknown"), kind);
    if (kind == 1) {
      return false;
    }
    boolean known = true;
    int at = from + 4;
    int end = from + length;
    while (end - at >= 2) {
      int type = d.u2(at) >> 9;
      int size = d.u2(at) & 0x1ff;
      at += 2;
      known = true;
      if (type == 0 || size == 0) {
        break;
      }
      if (!d.has(at, size) || end - at < size || size < shortest(type)) {
        return true;
      }
      known = part(d, type, at, size);
      if (d.verbose(2) || !known) {
        d.raw(at, "\n\t    ", size);
      }
      at += size;
    }
    return known;
  }

  private static int shortest(int type) {
    return switch (type) {
      case 1 -> 10;
      case 2 -> 17;
      case 3 -> 6;
      case 4 -> 4;
      default -> 0;
    };
  }

  private static boolean part(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1 -> {
        head(d, "Control - Protocol Control", type, at, length);
        d.print("\n\t      Sequence Number: %d", d.u4(at + 2));
        d.print("\n\t      Acknowledgement Number: %d", d.u4(at + 6));
      }
      case 2 -> {
        head(d, "Feature - Priority Group", type, at, length);
        flags(d, at);
        groups(d, at);
      }
      case 3 -> {
        head(d, "Feature - Priority Flow Control", type, at, length);
        flags(d, at);
        int enabled = d.u1(at + 4);
        d.print("\n\t      PFC Config (0x%02X)", enabled);
        for (int i = 0; i < 8; i++) {
          String state = (enabled >> i & 1) != 0 ? "Enabled" : "Disabled";
          d.print("\n\t          Priority Bit %d: %s", i, state);
        }
        d.print("\n\t      NumTCPFCSupported: %d", d.u1(at + 5));
      }
      case 4 -> {
        head(d, "Feature - Application", type, at, length);
        flags(d, at);
        for (int i = 4; length - i >= 6; i += 6) {
          application(d, at + i);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void head(Dissection d, String name, int type, int at, int length) {
    d.print("\n\t    %s (type 0x%x, length %d)", name, type, length);
    d.print("\n\t      Oper_Version: %d", d.u1(at));
    d.print("\n\t      Max_Version: %d", d.u1(at + 1));
  }

  private static void flags(Dissection d, int at) {
    int flags = d.u1(at + 2);
    d.print("\n\t      Info block(0x%02X): Enable bit: %d, ", flags, flags >> 7);
    d.print("Willing bit: %d, Error Bit: %d", flags >> 6 & 1, flags >> 5 & 1);
    d.print("\n\t      SubType: %d", d.u1(at + 3));
  }

  private static void groups(Dissection d, int at) {
    d.put("\n\t      Priority Allocation");
    for (int i = 0; i < 8; i++) {
      d.print("\n\t          PgId_%d: %d", i, d.u4(at + 4) >> (28 - 4 * i) & 0xf);
    }
    d.put("\n\t      Priority Group Allocation");
    for (int i = 0; i < 8; i++) {
      d.print("\n\t          Pg percentage[%d]: %d", i, d.u1(at + 8 + i));
    }
    d.print("\n\t      NumTCsSupported: %d", d.u1(at + 16));
  }

  private static void application(Dissection d, int at) {
    d.put("\n\t      Application Value");
    d.print("\n\t          Application Protocol ID: 0x%04x", d.u2(at));
    int field = d.u3(at + 2);
    String meaning = field >> 22 != 0 ? "Socket Number" : "L2 EtherType";
    d.print("\n\t          SF (0x%x) Application Protocol ID is %s", field >> 22, meaning);
    d.print("\n\t          OUI: 0x%06x", field & 0x3fffff);
    d.print("\n\t          User Priority Map: 0x%02x", d.u1(at + 5));
  }
}
