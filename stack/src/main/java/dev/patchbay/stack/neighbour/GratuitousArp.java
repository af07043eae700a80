package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;

/// Tells the link which addresses a device has when that may be news: `arp_notify` for a device
/// that goes up or changes its address, and whenever it is asked to (`inetdev_event`).
final class GratuitousArp implements NetdeviceNotifier {
  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    InetDevice inet = InetDevice.inet(device);
    if (inet == null) {
      return;
    }
    boolean wanted =
        switch (event) {
          case UP, CHANGEADDR -> inet.larger(Ipv4Setting.ARP_NOTIFY) != 0;
          case NOTIFY_PEERS -> true;
          default -> false;
        };
    if (wanted) {
      ArpSender.announce(inet);
    }
  }
}
