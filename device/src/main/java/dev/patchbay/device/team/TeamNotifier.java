package dev.patchbay.device.team;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.Errno;

/// Hears what happens to the ports of teams (`team_device_event`).
final class TeamNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    if (!(device.port() instanceof TeamPort port)) {
      return;
    }
    switch (event) {
      case UP -> {
        if (isUsable(device)) {
          port.linkChanged(true);
        }
      }
      case DOWN -> port.linkChanged(false);
      case CHANGE -> {
        if (device.isUp()) {
          port.linkChanged(isUsable(device));
        }
      }
      case PRECHANGEMTU -> {
        if (!port.team().isChangingMtu()) {
          throw new NetlinkException(Errno.EPERM);
        }
      }
      default -> {}
    }
  }

  /// `netif_oper_up`
  static boolean isUsable(NetDevice device) {
    return device.operState() == OperState.UP || device.operState() == OperState.UNKNOWN;
  }
}
