package dev.patchbay.device.vlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import java.util.ArrayList;
import java.util.List;

/// What VLAN devices do about events of the device below them (`vlan_device_event`).
final class VlanNotifier implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    if (!device.hasVlanDevices()) {
      return;
    }
    List<VlanDevice> above = new ArrayList<>();
    for (NetDevice one : device.vlanDevices().all()) {
      above.add((VlanDevice) one);
    }
    switch (event) {
      case CHANGE -> above.forEach(VlanDevice::followState);
      case CHANGEADDR -> above.stream().filter(NetDevice::isUp).forEach(VlanDevice::followAddress);
      case CHANGEMTU -> lowerMtu(device, above);
      case DOWN -> down(above);
      case UP -> up(above);
      default -> {}
    }
  }

  private static void lowerMtu(NetDevice below, List<VlanDevice> above) throws NetlinkException {
    for (VlanDevice vlan : above) {
      if (vlan.mtu() > below.mtu()) {
        vlan.netns().links().changeMtu(vlan, below.mtu());
      }
    }
  }

  private static void down(List<VlanDevice> above) {
    for (VlanDevice vlan : above) {
      if (vlan.isUp() && !vlan.is(VlanFlag.LOOSE_BINDING)) {
        vlan.netns().links().close(vlan);
        vlan.followState();
      }
    }
  }

  private static void up(List<VlanDevice> above) throws NetlinkException {
    for (VlanDevice vlan : above) {
      if (!vlan.isUp() && !vlan.is(VlanFlag.LOOSE_BINDING)) {
        vlan.netns().links().open(vlan);
      }
      vlan.followState();
    }
  }
}
