package dev.patchbay.packet;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers that say what follows an IP header (IANA), and the names that `/etc/protocols` gives
/// them.
public final class IpProtocol {
  public static final int HOP_BY_HOP = 0;
  public static final int ICMP = 1;
  public static final int IGMP = 2;
  public static final int IPIP = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int IPV6 = 41;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AH = 51;
  public static final int ICMPV6 = 58;
  public static final int NO_NEXT_HEADER = 59;
  public static final int DESTINATION_OPTIONS = 60;
  public static final int OSPF = 89;
  public static final int PIM = 103;
  public static final int COMP = 108;
  public static final int VRRP = 112;
  public static final int L2TP = 115;
  public static final int SCTP = 132;

  /// Messages of Mobile IPv6 (`mobility-header`).
  public static final int MOBILITY = 135;

  public static final int UDPLITE = 136;
  public static final int MPLS = 137;

  /// Linux's number for raw sockets of any protocol (`IPPROTO_RAW`).
  public static final int RAW = 255;

  private static final List<@Nullable String> NAMES =
      Arrays.asList(
          names(
              """
              0 ip 1 icmp 2 igmp 3 ggp 4 ipencap 5 st 6 tcp 8 egp 9 igp 12 pup 17 udp 20 hmp
              22 xns-idp 27 rdp 29 iso-tp4 33 dccp 36 xtp 37 ddp 38 idpr-cmtp 41 ipv6 43 ipv6-route
              44 ipv6-frag 45 idrp 46 rsvp 47 gre 50 esp 51 ah 57 skip 58 ipv6-icmp 59 ipv6-nonxt
              60 ipv6-opts 73 rspf 81 vmtp 88 eigrp 89 ospf 93 ax.25 94 ipip 97 etherip 98 encap
              103 pim 108 ipcomp 112 vrrp 115 l2tp 124 isis 132 sctp 133 fc 135 mobility-header
              136 udplite 137 mpls-in-ip 138 manet 139 hip 140 shim6 141 wesp 142 rohc 143 ethernet
              """));

  private IpProtocol() {}

  /// Whether the header of a protocol begins with the ports of source and destination, two bytes
  /// each.
  public static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, UDPLITE, DCCP, SCTP -> true;
      default -> false;
    };
  }

  private static @Nullable String[] names(String table) {
    @Nullable String[] names = new @Nullable String[256];
    String[] words = table.strip().split("\\s+", -1);
    for (int i = 0; i < words.length; i += 2) {
      names[Integer.parseInt(words[i])] = words[i + 1];
    }
    return names;
  }

  /// The name of a protocol from 0 to 255, or null.
  public static @Nullable String name(int protocol) {
    return NAMES.get(protocol);
  }

  /// The number of the protocol with that name, or -1.
  public static int number(String name) {
    return name.equals("hopopt") ? HOP_BY_HOP : NAMES.indexOf(name);
  }
}
