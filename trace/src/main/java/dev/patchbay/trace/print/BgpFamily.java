package dev.patchbay.trace.print;

/// Which addresses BGP speaks of, and what they are used for (RFC 4760).
final class BgpFamily {
  static final int LABELED = 4;
  static final int MULTICAST_VPN = 5;
  static final int VPLS = 65;
  static final int MULTICAST_TREE = 66;
  static final int VPN = 128;
  static final int TARGETS = 132;
  static final int NSAP = 3;

  static final Tokens USES =
      Tokens.of(
          """
          0 Reserved
          1 Unicast
          2 Multicast
          3 Unicast+Multicast
          4 labeled Unicast
          64 Tunnel
          65 VPLS
          66 MDT
          70 EVPN
          128 labeled VPN Unicast
          129 labeled VPN Multicast
          130 labeled VPN Unicast+Multicast
          132 Route Target Routing Information
          5 Multicast VPN
          """);

  private BgpFamily() {}

  /// Both in words, from where they stand.
  static String read(Dissection d, int family, int use) {
    return text(d.u2(family), d.u1(use));
  }

  private static String text(int family, int use) {
    return "AFI %s (%d), SAFI %s (%d)"
        .formatted(
            AddressFamilies.NAMES.name(family, "Unknown"), family, USES.name(use, "Unknown"), use);
  }

  /// Whether routes of plain addresses are meant.
  static boolean isPlain(int use) {
    return use >= 1 && use <= 3;
  }

  /// Whether routes of a VPN are meant.
  static boolean isVpn(int use) {
    return use >= VPN && use <= VPN + 2;
  }

  /// Whether somebody here knows how its routes look.
  static boolean isKnown(int family, int use) {
    return switch (family) {
      case AddressFamilies.IPV4 ->
          isPlain(use)
              || isVpn(use)
              || use == LABELED
              || use == TARGETS
              || use == MULTICAST_VPN
              || use == MULTICAST_TREE;
      case AddressFamilies.IPV6 -> isPlain(use) || isVpn(use) || use == LABELED;
      case NSAP -> isPlain(use) || isVpn(use);
      case AddressFamilies.LAYER_2_VPN -> isVpn(use);
      case AddressFamilies.VPLS -> use == VPLS;
      default -> false;
    };
  }
}
