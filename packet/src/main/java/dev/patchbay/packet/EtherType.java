package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// The numbers that say what follows a link header (IEEE 802, `linux/if_ether.h`).
public final class EtherType {
  /// Numbers below are lengths of an 802.3 frame.
  public static final int MINIMUM = 0x0600;

  public static final int IPV4 = 0x0800;
  public static final int ARP = 0x0806;
  public static final int RARP = 0x8035;
  public static final int TEB = 0x6558;
  public static final int VLAN = 0x8100;
  public static final int IPV6 = 0x86dd;
  public static final int ERSPAN = 0x88be;
  public static final int ERSPAN2 = 0x22eb;
  public static final int PAUSE = 0x8808;
  public static final int SLOW = 0x8809;
  public static final int PPPOE_DISCOVERY = 0x8863;
  public static final int PPPOE_SESSION = 0x8864;
  public static final int MPLS = 0x8847;
  public static final int MPLS_MULTICAST = 0x8848;
  public static final int EAPOL = 0x888e;
  public static final int QINQ = 0x88a8;
  public static final int MVRP = 0x88f5;
  public static final int LLDP = 0x88cc;
  public static final int MACSEC = 0x88e5;
  public static final int LOOPBACK = 0x9000;

  /// Linux's number for every protocol (`ETH_P_ALL`).
  public static final int ALL = 0x0003;

  /// Linux's number for an 802.3 frame without 802.2 (`ETH_P_802_3`).
  public static final int P_802_3 = 0x0001;

  /// Linux's number for an 802.2 frame (`ETH_P_802_2`).
  public static final int P_802_2 = 0x0004;

  private EtherType() {}

  /// Whether a VLAN tag follows.
  public static boolean isVlan(int type) {
    return type == VLAN || type == QINQ;
  }

  /// What tcpdump calls it, or null.
  public static @Nullable String name(int type) {
    return switch (type) {
      case IPV4 -> "IPv4";
      case ARP -> "ARP";
      case RARP -> "Reverse ARP";
      case TEB -> "TEB";
      case VLAN -> "802.1Q";
      case IPV6 -> "IPv6";
      case SLOW -> "Slow Protocols";
      case PPPOE_DISCOVERY -> "PPPoE D";
      case PPPOE_SESSION -> "PPPoE S";
      case MPLS -> "MPLS unicast";
      case MPLS_MULTICAST -> "MPLS multicast";
      case EAPOL -> "EAPOL";
      case QINQ -> "802.1Q-QinQ";
      case LLDP -> "LLDP";
      case MACSEC -> "802.1AE MACsec";
      case LOOPBACK -> "Loopback";
      default -> null;
    };
  }
}
