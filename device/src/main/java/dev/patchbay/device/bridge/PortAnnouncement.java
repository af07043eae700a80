package dev.patchbay.device.bridge;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;

/// A device is a port of a bridge now, is so in another way, or no longer (`RTM_NEWLINK`,
/// `RTM_DELLINK` of family `AF_BRIDGE`).
public record PortAnnouncement(LinkSnapshot link, PortSnapshot port, boolean gone)
    implements Announcement {
  @Override
  public String group() {
    return "link";
  }

  /// Somebody has changed settings of the device's port (`br_setlink`).
  public static void changed(NetDevice device) {
    if (device.port() instanceof BridgePort port) {
      announce(port, false);
    }
  }

  /// Tells monitors (`br_ifinfo_notify`).
  static void announce(BridgePort port, boolean gone) {
    NetDevice device = port.device();
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new PortAnnouncement(LinkSnapshot.of(device), PortSnapshot.of(device), gone));
    }
  }
}
