package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.Ipv6Setting;

/// What becomes of a family's neighbours when something happens to their device
/// (`arp_netdev_event`, `ndisc_netdev_event`).
final class NeighbourEvents implements NetdeviceNotifier, AddressListener {
  private final NeighbourTable table;

  NeighbourEvents(NeighbourTable table) {
    this.table = table;
  }

  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    switch (event) {
      case CHANGEADDR -> table.flush(device, false);
      case CHANGE -> changed(device);
      case DOWN -> down(device);
      case UNREGISTER -> {
        down(device);
        table.forget(device);
      }
      default -> {}
    }
  }

  private void changed(NetDevice device) {
    table.flagsChanged(device);
    if (!device.hasCarrier() && evictsWithoutCarrier(device)) {
      table.flush(device, true);
    }
  }

  private boolean evictsWithoutCarrier(NetDevice device) {
    InetDevice inet = InetDevice.of(device, table.family());
    return inet == null
        || inet.both(
            table.family() == Family.IPV4
                ? Ipv4Setting.ARP_EVICT_NOCARRIER
                : Ipv6Setting.NDISC_EVICT_NOCARRIER);
  }

  /// `neigh_ifdown`
  private void down(NetDevice device) {
    table.flush(device, false);
    Neighbours.of(device.netns()).forgetProxies(table.family(), device);
    table.protocol().forget(device);
  }

  @Override
  public void added(InterfaceAddress address) {
    table.addressGiven(address.inetDevice().device());
  }

  @Override
  public void removed(InterfaceAddress address) {
    if (table.family() == Family.IPV4 && address.inetDevice().addressCount() == 0) {
      down(address.inetDevice().device());
    }
  }
}
