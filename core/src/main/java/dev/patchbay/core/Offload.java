package dev.patchbay.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a device can do in the place of the layers above (`netdev_features_t`), in the kernel's
/// order.
public enum Offload {
  TX_SCATTER_GATHER("tx-scatter-gather"),
  TX_CHECKSUM_IPV4("tx-checksum-ipv4"),
  TX_CHECKSUM_IP_GENERIC("tx-checksum-ip-generic"),
  TX_CHECKSUM_IPV6("tx-checksum-ipv6"),
  HIGHDMA("highdma"),
  TX_SCATTER_GATHER_FRAGLIST("tx-scatter-gather-fraglist"),
  TX_VLAN_HW_INSERT("tx-vlan-hw-insert"),
  RX_VLAN_HW_PARSE("rx-vlan-hw-parse"),
  RX_VLAN_FILTER("rx-vlan-filter"),
  VLAN_CHALLENGED("vlan-challenged"),
  TX_GENERIC_SEGMENTATION("tx-generic-segmentation"),
  TX_LOCKLESS("tx-lockless"),
  NETNS_LOCAL("netns-local"),
  RX_GRO("rx-gro"),
  RX_LRO("rx-lro"),
  TX_TCP_SEGMENTATION("tx-tcp-segmentation"),
  TX_GSO_ROBUST("tx-gso-robust"),
  TX_TCP_ECN_SEGMENTATION("tx-tcp-ecn-segmentation"),
  TX_TCP_MANGLEID_SEGMENTATION("tx-tcp-mangleid-segmentation"),
  TX_TCP6_SEGMENTATION("tx-tcp6-segmentation"),
  TX_FCOE_SEGMENTATION("tx-fcoe-segmentation"),
  TX_GRE_SEGMENTATION("tx-gre-segmentation"),
  TX_GRE_CSUM_SEGMENTATION("tx-gre-csum-segmentation"),
  TX_IPXIP4_SEGMENTATION("tx-ipxip4-segmentation"),
  TX_IPXIP6_SEGMENTATION("tx-ipxip6-segmentation"),
  TX_UDP_TNL_SEGMENTATION("tx-udp_tnl-segmentation"),
  TX_UDP_TNL_CSUM_SEGMENTATION("tx-udp_tnl-csum-segmentation"),
  TX_GSO_PARTIAL("tx-gso-partial"),
  TX_TUNNEL_REMCSUM_SEGMENTATION("tx-tunnel-remcsum-segmentation"),
  TX_SCTP_SEGMENTATION("tx-sctp-segmentation"),
  TX_ESP_SEGMENTATION("tx-esp-segmentation"),
  TX_UDP_SEGMENTATION("tx-udp-segmentation"),
  TX_GSO_LIST("tx-gso-list"),
  TX_CHECKSUM_FCOE_CRC("tx-checksum-fcoe-crc"),
  TX_CHECKSUM_SCTP("tx-checksum-sctp"),
  FCOE_MTU("fcoe-mtu"),
  RX_NTUPLE_FILTER("rx-ntuple-filter"),
  RX_HASHING("rx-hashing"),
  RX_CHECKSUM("rx-checksum"),
  TX_NOCACHE_COPY("tx-nocache-copy"),
  LOOPBACK("loopback"),
  RX_FCS("rx-fcs"),
  RX_ALL("rx-all"),
  TX_VLAN_STAG_HW_INSERT("tx-vlan-stag-hw-insert"),
  RX_VLAN_STAG_HW_PARSE("rx-vlan-stag-hw-parse"),
  RX_VLAN_STAG_FILTER("rx-vlan-stag-filter"),
  L2_FWD_OFFLOAD("l2-fwd-offload"),
  HW_TC_OFFLOAD("hw-tc-offload"),
  ESP_HW_OFFLOAD("esp-hw-offload"),
  ESP_TX_CSUM_HW_OFFLOAD("esp-tx-csum-hw-offload"),
  RX_UDP_TUNNEL_PORT_OFFLOAD("rx-udp_tunnel-port-offload"),
  TLS_HW_TX_OFFLOAD("tls-hw-tx-offload"),
  TLS_HW_RX_OFFLOAD("tls-hw-rx-offload"),
  RX_GRO_HW("rx-gro-hw"),
  TLS_HW_RECORD("tls-hw-record"),
  RX_GRO_LIST("rx-gro-list"),
  MACSEC_HW_OFFLOAD("macsec-hw-offload"),
  RX_UDP_GRO_FORWARDING("rx-udp-gro-forwarding"),
  HSR_TAG_INS_OFFLOAD("hsr-tag-ins-offload"),
  HSR_TAG_RM_OFFLOAD("hsr-tag-rm-offload"),
  HSR_FWD_OFFLOAD("hsr-fwd-offload"),
  HSR_DUP_OFFLOAD("hsr-dup-offload");

  private final String word;

  Offload(String word) {
    this.word = word;
  }

  /// As the kernel calls it.
  public String word() {
    return word;
  }

  /// Its bit in a set.
  public long bit() {
    return 1L << ordinal();
  }

  /// A set of them.
  public static long set(Offload... offloads) {
    long set = 0;
    for (Offload offload : offloads) {
      set |= offload.bit();
    }
    return set;
  }

  /// All from one to another, both included.
  public static long range(Offload from, Offload to) {
    return (to.bit() << 1) - from.bit();
  }

  /// The one the kernel calls so, or null.
  public static @Nullable Offload of(String word) {
    return Arrays.stream(values()).filter(o -> o.word.equals(word)).findFirst().orElse(null);
  }
}
