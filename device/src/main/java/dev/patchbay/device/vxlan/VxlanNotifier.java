package dev.patchbay.device.vxlan;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import java.util.List;

/// What VXLANs do about events of the device below them (`vxlan_netdevice_event`).
final class VxlanNotifier implements NetdeviceNotifier {
  /// A VXLAN ends when the device below it leaves its namespace, be it only for another one.
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    if (event == NetdeviceEvent.UNREGISTER && !device.uppers().isEmpty()) {
      Links.unregister(above(device));
    }
  }

  private static List<NetDevice> above(NetDevice device) {
    return VxlanSockets.of(device.netns()).devices().stream()
        .filter(vxlan -> vxlan.lower() == device)
        .<NetDevice>map(vxlan -> vxlan)
        .toList();
  }
}
