package dev.patchbay.device.team;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;

/// What a team answers `ethtool` (`team_ethtool_ops`).
///
/// @param speed the sum of the ports' speeds
record TeamEthtool(int speed, boolean isFullDuplex) implements Ethtool {
  @Override
  public Driver driver() {
    return new Driver("team", Machine.KERNEL_RELEASE, "", "", false);
  }

  @Override
  public LinkSettings linkSettings() {
    return new LinkSettings(speed, isFullDuplex ? "Full" : "Unknown! (255)", "Other", false);
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }

  static Offloads usualOffloads() {
    long own =
        Offloads.PIECES
            | Offloads.TCP_SEGMENTATION
            | Offloads.TUNNEL_SEGMENTATION
            | Offloads.SOFT
            | Offload.set(
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.HIGHDMA,
                Offload.RX_VLAN_HW_PARSE,
                Offload.RX_VLAN_FILTER,
                Offload.RX_VLAN_STAG_HW_PARSE,
                Offload.RX_VLAN_STAG_FILTER,
                Offload.TX_SCTP_SEGMENTATION,
                Offload.TX_UDP_SEGMENTATION,
                Offload.TX_GSO_LIST);
    long fixed =
        Offload.set(
            Offload.TX_VLAN_HW_INSERT,
            Offload.TX_VLAN_STAG_HW_INSERT,
            Offload.TX_LOCKLESS,
            Offload.NETNS_LOCAL,
            Offload.TX_FCOE_SEGMENTATION);
    long idle = Offload.set(Offload.RX_LRO, Offload.TX_NOCACHE_COPY);
    return Offloads.of(own | fixed, own | Offloads.SOFT_OFF | idle);
  }
}
