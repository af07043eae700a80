package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import java.util.List;
import java.util.Set;

/// The names of flower's keys.
final class FlowerNames {
  /// In the order in which they are shown.
  private static final List<String> SHOWN =
      List.of(
          "indev",
          "num_of_vlans",
          "vlan_id",
          "vlan_prio",
          "vlan_ethtype",
          "cvlan_id",
          "cvlan_prio",
          "cvlan_ethtype",
          "dst_mac",
          "src_mac",
          "eth_type",
          "lse",
          "mpls_label",
          "mpls_tc",
          "mpls_bos",
          "mpls_ttl",
          "ip_proto",
          "ip_tos",
          "ip_ttl",
          "dst_ip",
          "src_ip",
          "dst_port",
          "src_port",
          "tcp_flags",
          "icmp_type",
          "icmp_code",
          "arp_sip",
          "arp_tip",
          "arp_op",
          "arp_sha",
          "arp_tha",
          "enc_dst_ip",
          "enc_src_ip",
          "enc_key_id",
          "enc_dst_port",
          "enc_tos",
          "enc_ttl",
          "vxlan_opts",
          "ip_flags",
          "ct_state",
          "ct_zone",
          "ct_mark",
          "ct_label");

  /// In the order in which a word is compared with them.
  private static final List<String> WORDS =
      List.of(
          "classid",
          "flowid",
          "hw_tc",
          "ip_flags",
          "verbose",
          "skip_hw",
          "skip_sw",
          "ct_state",
          "ct_zone",
          "ct_mark",
          "ct_label",
          "indev",
          "num_of_vlans",
          "vlan_id",
          "vlan_prio",
          "vlan_ethtype",
          "cvlan_id",
          "cvlan_prio",
          "cvlan_ethtype",
          "mpls",
          "mpls_label",
          "mpls_tc",
          "mpls_bos",
          "mpls_ttl",
          "dst_mac",
          "src_mac",
          "ip_proto",
          "ip_tos",
          "ip_ttl",
          "dst_ip",
          "src_ip",
          "dst_port",
          "src_port",
          "tcp_flags",
          "type",
          "code",
          "arp_tip",
          "arp_sip",
          "arp_op",
          "arp_tha",
          "arp_sha",
          "pppoe_sid",
          "ppp_proto",
          "enc_dst_ip",
          "enc_src_ip",
          "enc_key_id",
          "enc_dst_port",
          "enc_tos",
          "enc_ttl",
          "geneve_opts",
          "vxlan_opts",
          "erspan_opts",
          "gtp_opts",
          "action",
          "help");

  /// Those that are not abbreviated.
  private static final Set<String> WHOLE =
      Set.of("num_of_vlans", "pppoe_sid", "ppp_proto", "gtp_opts", "help");

  /// Ranges of ports have places between those of keys.
  private static final int PLACES = 4;

  private FlowerNames() {}

  /// The name that a word abbreviates, or nothing.
  static String find(String word) {
    for (String each : WORDS) {
      if (WHOLE.contains(each) ? word.equals(each) : Args.matches(word, each)) {
        return each;
      }
    }
    return "";
  }

  /// The place of a key among those that are shown: ranges of ports come behind single ones.
  static int shownAs(FlowerKey key) {
    int at = SHOWN.indexOf(key.name()) * PLACES;
    if (!key.isRange()) {
      return at;
    }
    int behind = SHOWN.indexOf("src_port") * PLACES;
    return at < behind ? behind + 1 : behind + 2;
  }
}
