package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;

/// What bridges do about events of their ports' devices (`br_device_event`).
final class PortNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    if (!(device.port() instanceof BridgePort port)) {
      return;
    }
    BridgeDevice bridge = port.bridge();
    switch (event) {
      case CHANGEMTU -> bridge.adjustToPorts();
      case CHANGEADDR -> {
        bridge.fdb().changePortAddress(port);
        bridge.recalculateAddress();
      }
      case CHANGE -> changed(port);
      case UP -> {
        if (bridge.isUp() && port.canWork()) {
          PortStates.enable(port);
        }
      }
      case DOWN -> {
        if (bridge.isUp()) {
          PortStates.disable(port);
        }
      }
      default -> {}
    }
  }

  /// The device may have got or lost its carrier (`br_port_carrier_check`).
  private static void changed(BridgePort port) {
    port.refreshCost();
    if (!port.bridge().isUp()) {
      return;
    }
    boolean enabled = port.state() != PortState.DISABLED;
    if (port.canWork() && !enabled) {
      PortStates.enable(port);
    } else if (!port.canWork() && enabled) {
      PortStates.disable(port);
    }
  }
}
