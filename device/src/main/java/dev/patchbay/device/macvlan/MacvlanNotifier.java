package dev.patchbay.device.macvlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;

/// What macvlans do about events of their parent (`macvlan_device_event`).
final class MacvlanNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    MacvlanPort port = MacvlanPort.find(device);
    if (port == null) {
      return;
    }
    switch (event) {
      case UP, DOWN, CHANGE -> port.devices().forEach(MacvlanDevice::followState);
      case CHANGEADDR -> port.parentChanged();
      case CHANGEMTU -> lowerMtu(port);
      default -> {}
    }
  }

  private static void lowerMtu(MacvlanPort port) throws NetlinkException {
    for (MacvlanDevice device : port.devices()) {
      if (device.mtu() > port.below().mtu()) {
        device.netns().links().changeMtu(device, port.below().mtu());
      }
    }
  }
}
