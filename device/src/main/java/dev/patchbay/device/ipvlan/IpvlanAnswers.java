package dev.patchbay.device.ipvlan;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// What an ipvlan answers `ethtool` (`ipvlan_ethtool_ops`): its link is that of the parent.
record IpvlanAnswers(NetDevice below) implements Ethtool {
  @Override
  public Driver driver() {
    return new Driver("ipvlan", "0.1", "", "", false);
  }

  @Override
  public @Nullable LinkSettings linkSettings() {
    return below.ethtool().linkSettings();
  }

  @Override
  public boolean hasMessageLevel() {
    return true;
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }
}
