package dev.patchbay.trace.print;

/// What IEEE 802.1 adds to LLDP: VLANs, and how traffic classes share a link.
final class LldpBridging {
  private static final String PRIORITIES = "\n\t     Priority : 0  1  2  3  4  5  6  7";
  private static final String VALUES = "\n\t     Value    : ";

  private static final Tokens KINDS =
      Tokens.of(
          """
          1 Port VLAN Id
          2 Port and Protocol VLAN ID
          3 VLAN name
          4 Protocol Identity
          7 Link aggregation
          8 Congestion Notification
          9 ETS Configuration
          10 ETS Recommendation
          11 Priority Flow Control Configuration
          12 Application Priority
          13 EVB
          14 CDCP
          """);

  private static final Tokens PROTOCOL_FLAGS =
      Tokens.of(
          """
          2 supported
          4 enabled
          """);

  private static final Tokens EVB_MODES =
      Tokens.of(
          """
          0 Not Supported
          1 EVB Bridge
          2 EVB Station
          3 Reserved for future Standardization
          """);

  private LldpBridging() {}

  /// Prints the field; false when it is not known.
  static boolean print(Dissection d, int at, int length) {
    int kind = d.u1(at + 3);
    d.print("\n\t  %s Subtype (%d)", KINDS.name(kind, "unknown"), kind);
    if (length < shortest(kind)) {
      return true;
    }
    switch (kind) {
      case 1 -> d.print("\n\t    port vlan id (PVID): %d", d.u2(at + 4));
      case 2 -> {
        d.print("\n\t    port and protocol vlan id (PPVID): %d", d.u2(at + 5));
        int flags = d.u1(at + 4);
        d.print(", flags [%s] (0x%02x)", PROTOCOL_FLAGS.bits(flags, "none"), flags);
      }
      case 3 -> vlan(d, at, length);
      case 4 -> name(d, "protocol identity", at + 5, d.u1(at + 4), length - 5);
      case 7 -> LldpEthernet.aggregation(d, at);
      case 8 -> {
        d.put("\n\t    Pre-Priority CNPV Indicator").put(PRIORITIES).put(VALUES);
        bits(d, d.u1(at + 4));
        d.put("\n\t    Pre-Priority Ready Indicator").put(PRIORITIES).put(VALUES);
        bits(d, d.u1(at + 5));
      }
      case 9 -> {
        int head = d.u1(at + 4);
        d.print("\n\t    Willing:%d, CBS:%d, ", head >> 7, head >> 6 & 2);
        d.print("RES:%d, Max TCs:%d", head >> 3 & 7, head & 7);
        tables(d, at + 5);
      }
      case 10 -> {
        d.print("\n\t    RES: %d", d.u1(at + 4));
        tables(d, at + 5);
      }
      case 11 -> flowControl(d, at);
      case 12 -> applications(d, at, length);
      case 13 -> virtualBridging(d, at);
      case 14 -> channels(d, at, length);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int shortest(int kind) {
    return switch (kind) {
      case 1, 3, 8, 11 -> 6;
      case 2 -> 7;
      case 4, 12 -> 5;
      case 7, 13 -> 9;
      case 9, 10 -> 25;
      case 14 -> 8;
      default -> 0;
    };
  }

  private static void vlan(Dissection d, int at, int length) {
    d.print("\n\t    vlan id (VID): %d", d.u2(at + 4));
    if (length > 6) {
      name(d, "vlan name", at + 7, d.u1(at + 6), length - 7);
    }
  }

  private static void name(Dissection d, String what, int at, int length, int rest) {
    if (length <= rest) {
      d.print("\n\t    %s: ", what);
      d.lettersToZero(at, length);
    }
  }

  private static void bits(Dissection d, int value) {
    for (int i = 0; i < 8; i++) {
      d.print("%-2d ", value >> i & 1);
    }
  }

  private static void tables(Dissection d, int at) {
    d.put("\n\t    Priority Assignment Table");
    d.put("\n\t     Priority : 0   1   2   3   4   5   6   7").put("\n\t     Value    : ");
    for (int i = 0; i < 8; i++) {
      int two = d.u1(at + i / 2);
      cell(d, i, i % 2 == 0 ? two >> 4 : two & 0xf);
    }
    d.put("\n\t    TC Bandwidth Table");
    d.put("\n\t     TC%   : 0   1   2   3   4   5   6   7").put("\n\t     Value : ");
    row(d, at + 4);
    d.put("\n\t    TSA Assignment Table");
    d.put("\n\t     Traffic Class: 0   1   2   3   4   5   6   7");
    d.put("\n\t     Value        : ");
    row(d, at + 12);
  }

  private static void row(Dissection d, int at) {
    for (int i = 0; i < 8; i++) {
      cell(d, i, d.u1(at + i));
    }
  }

  private static void cell(Dissection d, int place, int value) {
    d.print(place == 0 ? "%-3d" : " %-3d", value);
  }

  private static void flowControl(Dissection d, int at) {
    int head = d.u1(at + 4);
    d.print("\n\t    Willing: %d, MBC: %d, ", head >> 7, head >> 6 & 1);
    d.print("RES: %d, PFC cap:%d ", head >> 4 & 3, head & 0xf);
    d.put("\n\t    PFC Enable").put(PRIORITIES).put(VALUES);
    bits(d, d.u1(at + 5));
  }

  private static void applications(Dissection d, int at, int length) {
    d.print("\n\t    RES: %d", d.u1(at + 4));
    if (length <= 5 || (length - 5) % 3 != 0) {
      return;
    }
    d.put("\n\t    Application Priority Table");
    for (int i = at + 5; i < at + length; i += 3) {
      int head = d.u1(i);
      d.print("\n\t      Priority: %d, RES: %d", head >> 5, head >> 3 & 3);
      d.print(", Sel: %d, Protocol ID: %d", head & 7, d.u2(i + 1));
    }
  }

  private static void virtualBridging(Dissection d, int at) {
    int bridge = d.u1(at + 4);
    d.put("\n\t    EVB Bridge Status");
    d.print("\n\t      RES: %d, BGID: %d", bridge >> 3, bridge >> 2 & 1);
    d.print(", RRCAP: %d, RRCTR: %d", bridge >> 1 & 1, bridge & 1);
    int station = d.u1(at + 5);
    d.put("\n\t    EVB Station Status");
    d.print("\n\t      RES: %d, SGID: %d", station >> 4, station >> 3 & 1);
    d.print(", RRREQ: %d,RRSTAT: %d", station >> 2 & 1, station & 3);
    d.print("\n\t    R: %d, RTE: %d, ", d.u1(at + 6) >> 5, d.u1(at + 6) & 0x1f);
    int mode = d.u1(at + 7);
    d.print("EVB Mode: %s [%d]", EVB_MODES.name(mode >> 6, "unknown"), mode >> 6);
    d.print("\n\t    ROL: %d, RWD: %d, ", mode >> 5 & 1, mode & 0x1f);
    int tail = d.u1(at + 8);
    d.print("RES: %d, ROL: %d, RKA: %d", tail >> 6, tail >> 5 & 1, tail & 0x1f);
  }

  private static void channels(Dissection d, int at, int length) {
    int head = d.u1(at + 4);
    d.print("\n\t    Role: %d, RES: %d, Scomp: %d ", head >> 7, head >> 4 & 7, head >> 3 & 1);
    d.print("ChnCap: %d", d.u2(at + 6) & 0xfff);
    for (int i = at + 8; (length - 8) % 3 == 0 && i < at + length; i += 3) {
      d.print("\n\t    SCID: %d, SVID: %d", d.u3(i) >> 12, d.u3(i) & 0xfff);
    }
  }
}
