package dev.patchbay.tools.ethtool;

import dev.patchbay.core.Offload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names that ethtool has had for features before the kernel had its own: each for one or
/// several.
enum FeatureGroup {
  RX("rx-checksumming", "rx", Offload.RX_CHECKSUM),
  TX(
      "tx-checksumming",
      "tx",
      Offload.TX_CHECKSUM_IPV4,
      Offload.TX_CHECKSUM_IP_GENERIC,
      Offload.TX_CHECKSUM_IPV6,
      Offload.TX_CHECKSUM_FCOE_CRC,
      Offload.TX_CHECKSUM_SCTP),
  SG("scatter-gather", "sg", Offload.TX_SCATTER_GATHER, Offload.TX_SCATTER_GATHER_FRAGLIST),
  TSO(
      "tcp-segmentation-offload",
      "tso",
      Offload.TX_TCP_SEGMENTATION,
      Offload.TX_TCP_ECN_SEGMENTATION,
      Offload.TX_TCP_MANGLEID_SEGMENTATION,
      Offload.TX_TCP6_SEGMENTATION),
  GSO("generic-segmentation-offload", "gso", Offload.TX_GENERIC_SEGMENTATION),
  GRO("generic-receive-offload", "gro", Offload.RX_GRO),
  LRO("large-receive-offload", "lro", Offload.RX_LRO),
  RXVLAN("rx-vlan-offload", "rxvlan", Offload.RX_VLAN_HW_PARSE),
  TXVLAN("tx-vlan-offload", "txvlan", Offload.TX_VLAN_HW_INSERT),
  NTUPLE("ntuple-filters", "ntuple", Offload.RX_NTUPLE_FILTER),
  RXHASH("receive-hashing", "rxhash", Offload.RX_HASHING);

  private final String title;
  private final String word;
  private final long bits;

  FeatureGroup(String title, String word, Offload... members) {
    this.title = title;
    this.word = word;
    this.bits = Offload.set(members);
  }

  /// As `-k` shows it.
  String title() {
    return title;
  }

  /// Its members, in the kernel's order.
  List<Offload> members() {
    return Arrays.stream(Offload.values()).filter(o -> (bits & o.bit()) != 0).toList();
  }

  /// Whether it stands for several features.
  boolean hasSeveral() {
    return Long.bitCount(bits) > 1;
  }

  /// The set of its members.
  long bits() {
    return bits;
  }

  /// The group that `-K` knows by the word, or null.
  static @Nullable FeatureGroup of(String word) {
    return Arrays.stream(values())
        .filter(group -> group.word.equals(word) || group.title.equals(word))
        .findFirst()
        .orElse(null);
  }
}
