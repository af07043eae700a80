package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.device.bridge.stp.PortState;

/// What bridges do about events of their ports' devices (`br_device_event`).
final class PortNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    if (!(device.port() instanceof BridgePort port)) {
      return;
    }
    boolean told = react(event, port);
    boolean concerns =
        switch (event) {
          case CHANGEADDR, UP, CHANGE, DOWN -> true;
          default -> false;
        };
    if (concerns && !told) {
      PortAnnouncement.announce(port, false);
    }
  }

  /// Does what the event asks for; returns whether monitors have been told of the port.
  private static boolean react(NetdeviceEvent event, BridgePort port) {
    BridgeDevice bridge = port.bridge();
    switch (event) {
      case CHANGEMTU -> bridge.adjustToPorts();
      case CHANGEADDR -> {
        bridge.fdb().changePortAddress(port);
        bridge.recalculateAddress();
      }
      case CHANGE -> {
        return changed(port);
      }
      case UP -> {
        if (bridge.isUp() && port.canWork()) {
          port.enable();
          return true;
        }
      }
      case DOWN -> {
        if (bridge.isUp()) {
          port.disable();
          return true;
        }
      }
      default -> {}
    }
    return false;
  }

  /// The device may have got or lost its carrier (`br_port_carrier_check`); returns whether
  /// monitors have been told of it.
  private static boolean changed(BridgePort port) {
    port.refreshCost();
    if (!port.bridge().isUp()) {
      return false;
    }
    boolean enabled = port.state() != PortState.DISABLED;
    if (port.canWork() == enabled) {
      return false;
    }
    if (enabled) {
      port.disable();
    } else {
      port.enable();
    }
    return true;
  }
}
