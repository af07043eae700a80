package dev.patchbay.device.vlan;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a VLAN device answers `ethtool` (`vlan_ethtool_ops`): its link and its stamps are those of
/// the device below.
record VlanAnswers(NetDevice below) implements Ethtool {
  @Override
  public Driver driver() {
    return new Driver("802.1Q VLAN Support", "1.8", "N/A", "", false);
  }

  @Override
  public @Nullable LinkSettings linkSettings() {
    return below.ethtool().linkSettings();
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }

  @Override
  public boolean stampsSent() {
    return below.ethtool().stampsSent();
  }
}
