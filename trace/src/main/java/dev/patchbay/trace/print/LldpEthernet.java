package dev.patchbay.trace.print;

/// What IEEE 802.3 adds to LLDP: speeds, power, aggregation, the longest frame.
final class LldpEthernet {
  private static final Tokens KINDS =
      Tokens.of(
          """
          1 MAC/PHY configuration/status
          2 Power via MDI
          3 Link aggregation
          4 Max frame size
          """);

  private static final Tokens NEGOTIATION =
      Tokens.of(
          """
          1 supported
          2 enabled
          """);

  private static final Tokens SPEEDS =
      Tokens.of(
          """
          0x4000 10BASE-T hdx
          0x2000 10BASE-T fdx
          0x1000 100BASE-T4
          0x800 100BASE-TX hdx
          0x400 100BASE-TX fdx
          0x200 100BASE-T2 hdx
          0x100 100BASE-T2 fdx
          128 Pause for fdx links
          64 Asym PAUSE for fdx
          32 Sym PAUSE for fdx
          16 Asym and Sym PAUSE for fdx
          8 1000BASE-{X LX SX CX} hdx
          4 1000BASE-{X LX SX CX} fdx
          2 1000BASE-T hdx
          1 1000BASE-T fdx
          """);

  private static final Tokens MEDIA =
      Tokens.of(
          """
          0 Unknown
          1 AUI
          2 10BASE_5
          3 FOIRL
          4 10BASE2
          5 10BASET duplex mode unknown
          6 10BASEFP
          7 10BASEFB
          8 10BASEFL duplex mode unknown
          9 10BROAD36
          10 10BASET hdx
          11 10BASET fdx
          12 10BASEFL hdx
          13 10BASEFL fdx
          14 100BASET4
          15 100BASETX hdx
          16 100BASETX fdx
          17 100BASEFX hdx
          18 100BASEFX fdx
          19 100BASET2 hdx
          20 100BASET2 fdx
          21 1000BASEX hdx
          22 1000BASEX fdx
          23 1000BASELX hdx
          24 1000BASELX fdx
          25 1000BASESX hdx
          26 1000BASESX fdx
          27 1000BASECX hdx
          28 1000BASECX fdx
          29 1000BASET hdx
          30 1000BASET fdx
          31 10GBASEX
          32 10GBASELX4
          33 10GBASER
          34 10GBASEER
          35 10GBASELR
          36 10GBASESR
          37 10GBASEW
          38 10GBASEEW
          39 10GBASELW
          40 10GBASESW
          """);

  private static final Tokens POWER =
      Tokens.of(
          """
          1 PSE
          2 supported
          4 enabled
          8 can be controlled
          """);

  private static final Tokens PAIRS =
      Tokens.of(
          """
          1 signal
          2 spare
          """);

  private static final Tokens CLASSES =
      Tokens.of(
          """
          1 class0
          2 class1
          3 class2
          4 class3
          5 class4
          """);

  private static final Tokens AGGREGATION =
      Tokens.of(
          """
          1 supported
          2 enabled
          """);

  private LldpEthernet() {}

  /// Prints the field; false when it is not known.
  static boolean print(Dissection d, int at, int length) {
    int kind = d.u1(at + 3);
    d.print("\n\t  %s Subtype (%d)", KINDS.name(kind, "unknown"), kind);
    switch (kind) {
      case 1 -> {
        if (length >= 9) {
          speed(d, at);
        }
      }
      case 2 -> {
        if (length >= 7) {
          d.print("\n\t    MDI power support [%s], ", POWER.bits(d.u1(at + 4), "none"));
          d.print("power pair %s, ", PAIRS.name(d.u1(at + 5), "unknown"));
          d.print("power class %s", CLASSES.name(d.u1(at + 6), "unknown"));
        }
      }
      case 3 -> {
        if (length >= 9) {
          aggregation(d, at);
        }
      }
      case 4 -> {
        if (length >= 6) {
          d.print("\n\t    MTU size %d", d.u2(at + 4));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void speed(Dissection d, int at) {
    int flags = d.u1(at + 4);
    int speeds = d.u2(at + 5);
    int medium = d.u2(at + 7);
    d.print("\n\t    autonegotiation [%s] (0x%02x)", NEGOTIATION.bits(flags, "none"), flags);
    d.print("\n\t    PMD autoneg capability [%s]", SPEEDS.bits(speeds, "unknown"));
    d.print(" (0x%04x)", speeds);
    d.print("\n\t    MAU type %s (0x%04x)", MEDIA.name(medium, "unknown"), medium);
  }

  /// Whether and where links are aggregated: 802.1 has taken the field over.
  static void aggregation(Dissection d, int at) {
    d.print("\n\t    aggregation status [%s]", AGGREGATION.bits(d.u1(at + 4), "none"));
    d.print(", aggregation port ID %d", d.u4(at + 5));
  }
}
