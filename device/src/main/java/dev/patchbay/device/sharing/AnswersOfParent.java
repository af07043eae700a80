package dev.patchbay.device.sharing;

import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a device above another one answers `ethtool` (`vlan_ethtool_ops`, `macvlan_ethtool_ops`):
/// who drives it; its link and its stamps are those of the parent.
public record AnswersOfParent(Driver driver, NetDevice parent) implements Ethtool {
  @Override
  public @Nullable LinkSettings linkSettings() {
    return parent.ethtool().linkSettings();
  }

  @Override
  public boolean hasLinkState() {
    return true;
  }

  @Override
  public boolean stampsSent() {
    return parent.ethtool().stampsSent();
  }
}
