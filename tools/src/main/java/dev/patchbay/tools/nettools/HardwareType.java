package dev.patchbay.tools.nettools;

import dev.patchbay.core.ArpHardware;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds of link layer that net-tools has words for, in the order of its help.
enum HardwareType {
  LOOP("loop", "Local Loopback", ArpHardware.LOOPBACK, false),
  SLIP("slip", "Serial Line IP", 256, false),
  CSLIP("cslip", "VJ Serial Line IP", 257, false),
  SLIP6("slip6", "6-bit Serial Line IP", 258, false),
  CSLIP6("cslip6", "VJ 6-bit Serial Line IP", 259, false),
  ADAPTIVE("adaptive", "Adaptive Serial Line IP", 264, false),
  ASH("ash", "Ash", 517, true),
  ETHER("ether", "Ethernet", ArpHardware.ETHER, true),
  AX25("ax25", "AMPR AX.25", 3, true),
  NETROM("netrom", "AMPR NET/ROM", 0, true),
  ROSE("rose", "AMPR ROSE", 270, true),
  TUNNEL("tunnel", "IPIP Tunnel", ArpHardware.TUNNEL, false),
  PPP("ppp", "Point-to-Point Protocol", 512, false),
  HDLC("hdlc", "(Cisco)-HDLC", 513, false),
  LAPB("lapb", "LAPB", 516, false),
  ARCNET("arcnet", "ARCnet", 7, true),
  DLCI("dlci", "Frame Relay DLCI", 15, true),
  FRAD("frad", "Frame Relay Access Device", 770, false),
  SIT("sit", "IPv6-in-IPv4", ArpHardware.SIT, false),
  FDDI("fddi", "Fiber Distributed Data Interface", 774, true),
  HIPPI("hippi", "HIPPI", 780, true),
  IRDA("irda", "IrLAP", 783, true),
  EC("ec", "Econet", 782, false),
  X25("x25", "generic X.25", 271, true),
  EUI64("eui64", "Generic EUI-64", 27, true),
  UNSPEC("unspec", "UNSPEC", -1, false);

  private final String word;
  private final String title;
  private final int number;
  private final boolean hasArp;

  HardwareType(String word, String title, int number, boolean hasArp) {
    this.word = word;
    this.title = title;
    this.number = number;
    this.hasArp = hasArp;
  }

  String word() {
    return word;
  }

  String title() {
    return title;
  }

  /// `ARPHRD_…`.
  int number() {
    return number;
  }

  /// Whether its addresses are found by ARP.
  boolean hasArp() {
    return hasArp;
  }

  /// The kind called so, or null.
  static @Nullable HardwareType ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst().orElse(null);
  }

  /// The kind with the number, or [#UNSPEC].
  static HardwareType of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst().orElse(UNSPEC);
  }

  /// How the help lists them: all, or those with ARP only.
  static String list(boolean withArp) {
    List<String> entries =
        Arrays.stream(values())
            .filter(type -> type != UNSPEC && (type.hasArp || !withArp))
            .map(type -> type.word + " (" + type.title + ") ")
            .toList();
    return UsageText.inThrees(entries);
  }
}
