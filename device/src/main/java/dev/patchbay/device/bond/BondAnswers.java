package dev.patchbay.device.bond;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;

/// What a bond answers `ethtool` (`bond_ethtool_ops`).
record BondAnswers(BondDevice bond) implements Ethtool {
  @Override
  public Driver driver() {
    // The firmware version is that of the interface of old ifenslave programs.
    return new Driver("bonding", "6.1.176", "2", "", false);
  }

  @Override
  public LinkSettings linkSettings() {
    int speed = bond.speed();
    String duplex = speed == NetDevice.UNKNOWN_SPEED ? "Unknown! (255)" : "Full";
    return new LinkSettings(speed, duplex, "Other", false);
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }

  /// What it can do when it has slaves that can do all of it.
  static Offloads offloads(BondDevice bond) {
    long fixed =
        Offload.set(
            Offload.TX_VLAN_HW_INSERT,
            Offload.TX_LOCKLESS,
            Offload.NETNS_LOCAL,
            Offload.TX_VLAN_STAG_HW_INSERT);
    long on =
        Offloads.PIECES
            | Offloads.TCP_SEGMENTATION
            | Offloads.TUNNEL_SEGMENTATION
            | Offloads.SOFT
            | Offload.set(
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.HIGHDMA,
                Offload.RX_LRO,
                Offload.RX_VLAN_HW_PARSE,
                Offload.RX_VLAN_FILTER,
                Offload.RX_VLAN_STAG_HW_PARSE,
                Offload.RX_VLAN_STAG_FILTER,
                Offload.TX_SCTP_SEGMENTATION,
                Offload.TX_UDP_SEGMENTATION,
                Offload.TX_GSO_LIST);
    long off =
        Offloads.SOFT_OFF
            | Offload.set(
                Offload.TX_ESP_SEGMENTATION,
                Offload.TX_NOCACHE_COPY,
                Offload.ESP_HW_OFFLOAD,
                Offload.ESP_TX_CSUM_HW_OFFLOAD);
    return Offloads.of(on | fixed, on | off);
  }
}
