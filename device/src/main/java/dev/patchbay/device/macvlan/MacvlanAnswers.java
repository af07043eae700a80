package dev.patchbay.device.macvlan;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a macvlan answers `ethtool` (`macvlan_ethtool_ops`): its link and its stamps are those of
/// the parent.
record MacvlanAnswers(NetDevice below) implements Ethtool {
  @Override
  public Driver driver() {
    return new Driver("macvlan", "0.1", "", "", false);
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
