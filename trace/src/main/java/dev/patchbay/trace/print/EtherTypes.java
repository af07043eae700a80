package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an EtherType is called, and who prints it.
final class EtherTypes {
  /// Prints what a link carries.
  interface Payload {
    void print(Dissection d, int at, int length);
  }

  /// The longest length that an 802.3 frame may announce.
  static final int LONGEST_LENGTH = 1500;

  private static final int DROP_ELIGIBLE = 0x1000;

  static final Tokens NAMES =
      Tokens.of(
          """
          0x0800 IPv4
          0x8847 MPLS unicast
          0x8848 MPLS multicast
          0x86dd IPv6
          0x8100 802.1Q
          0x9100 802.1Q-9100
          0x88a8 802.1Q-QinQ
          0x9200 802.1Q-9200
          0x88e5 802.1AE MACsec
          0x0200 PUP
          0x0806 ARP
          0x8035 Reverse ARP
          0x0600 NS
          0x0500 Sprite
          0x1000 Trail
          0x6001 MOP DL
          0x6002 MOP RC
          0x6003 DN
          0x6004 LAT
          0x6007 SCA
          0x6558 TEB
          0x8038 Lanbridge
          0x803c DEC DNS
          0x803e DEC DTS
          0x805b VEXP
          0x805c VPROD
          0x809b Appletalk
          0x80f3 Appletalk ARP
          0x8137 IPX
          0x880b PPP
          0x8808 MPCP
          0x8809 Slow Protocols
          0x8863 PPPoE D
          0x8864 PPPoE S
          0x888e EAPOL
          0x8899 Realtek protocols
          0x886f MS NLB heartbeat
          0x8870 Jumbo
          0x894f NSH
          0x9000 Loopback
          0xfefe OSI
          0x00fe GRE-OSI
          0xabcd CFM (old)
          0x8902 CFM
          0x893a IEEE1905.1
          0x88cc LLDP
          0x88ca TIPC
          0x0707 GeoNet (old)
          0x8947 GeoNet
          0x1111 CALM FAST
          0x88a2 AoE
          0x88f7 PTP
          0xd28b Arista Vendor Specific Protocol
          """);

  private static final Map<Integer, Payload> PAYLOADS =
      Map.ofEntries(
          Map.entry(EtherType.IPV4, Ipv4Printer::print),
          Map.entry(EtherType.IPV6, Ipv6Printer::print),
          Map.entry(EtherType.ARP, ArpPrinter::print),
          Map.entry(EtherType.RARP, ArpPrinter::print),
          Map.entry(EtherType.PPPOE_DISCOVERY, PppoePrinter::print),
          Map.entry(EtherType.PPPOE_SESSION, PppoePrinter::print),
          Map.entry(EtherType.SLOW, SlowPrinter::print),
          Map.entry(0x888e, EapolPrinter::print),
          Map.entry(0x88cc, LldpPrinter::print),
          Map.entry(0x894f, NshPrinter::print),
          Map.entry(0xfefe, (d, at, length) -> OsiPrinter.print(d, at + 1, length - 1)),
          Map.entry(EtherType.MPLS, MplsPrinter::print),
          Map.entry(EtherType.MPLS_MULTICAST, MplsPrinter::print));

  private EtherTypes() {}

  static boolean isVlan(int type) {
    return type == EtherType.VLAN || type == EtherType.QINQ || type == 0x9100 || type == 0x9200;
  }

  /// The type with its number, or with `-q` its name alone.
  static void put(Dissection d, int type) {
    if (d.options.quiet() > 0) {
      d.put(NAMES.name(type, "Unknown Ethertype (0x%04x)"));
    } else {
      d.print("ethertype %s (0x%04x)", NAMES.name(type, "Unknown"), type);
    }
  }

  /// The control field of a VLAN tag in words.
  static String tag(int control) {
    String eligible = (control & DROP_ELIGIBLE) != 0 ? ", DEI" : "";
    return "vlan " + (control & 0xfff) + ", p " + (control >> 13) + eligible;
  }

  /// Prints what a link carries; false when nobody knows the type.
  static boolean print(Dissection d, int type, int at, int length) {
    @Nullable Payload payload = PAYLOADS.get(type);
    if (payload != null) {
      payload.print(d, at, length);
    }
    return payload != null;
  }
}
