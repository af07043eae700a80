package dev.patchbay.device.bridge;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;

/// What a bridge answers `ethtool` (`br_ethtool_ops`).
record BridgeEthtool(int speed) implements Ethtool {
  @Override
  public Driver driver() {
    return new Driver("bridge", "2.3", "N/A", "N/A", false);
  }

  @Override
  public LinkSettings linkSettings() {
    return new LinkSettings(speed, "Unknown! (255)", "Other", false);
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }

  static Offloads usualOffloads() {
    long own =
        Offloads.PIECES
            | Offloads.TCP_SEGMENTATION
            | Offloads.SOFT
            | Offload.range(Offload.TX_GSO_ROBUST, Offload.TX_GSO_LIST)
            | Offload.set(
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.HIGHDMA,
                Offload.TX_VLAN_HW_INSERT,
                Offload.TX_VLAN_STAG_HW_INSERT);
    long fixed = Offload.set(Offload.TX_LOCKLESS, Offload.NETNS_LOCAL);
    return Offloads.of(own | fixed, own | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit());
  }
}
