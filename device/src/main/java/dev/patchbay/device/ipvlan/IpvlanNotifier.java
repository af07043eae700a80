package dev.patchbay.device.ipvlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;

/// What ipvlans do about events of their parent (`ipvlan_device_event`). That it goes down is none
/// of them: what they send is dropped below.
final class IpvlanNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    IpvlanPort port = IpvlanPort.find(device);
    if (port == null) {
      return;
    }
    switch (event) {
      case UP, CHANGE -> port.devices().forEach(IpvlanDevice::followState);
      case REGISTER -> port.moved();
      case CHANGEMTU -> port.devices().forEach(IpvlanDevice::followMtu);
      case CHANGEADDR -> port.devices().forEach(IpvlanDevice::followAddress);
      default -> {}
    }
  }
}
