package dev.patchbay.stack.address;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;

/// Settings are new, have changed, or are gone with their device (`RTM_NEWNETCONF`,
/// `RTM_DELNETCONF`).
public record NetconfAnnouncement(NetconfSnapshot netconf, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "netconf";
  }

  /// A device has settings now.
  public static void begin(InetDevice inet) {
    Netns netns = inet.netns();
    if (netns.hasMonitors()) {
      netns.announce(new NetconfAnnouncement(NetconfSnapshot.of(inet), false));
    }
  }

  /// A device has none any longer.
  public static void end(InetDevice inet) {
    Netns netns = inet.netns();
    if (netns.hasMonitors()) {
      NetDevice device = inet.device();
      netns.announce(
          new NetconfAnnouncement(
              NetconfSnapshot.gone(inet.family(), device.index(), device.name()), true));
    }
  }

  /// The directory has the name of its device, which has become another one.
  public static void renamed(InetDevice inet) {
    end(inet);
    begin(inet);
  }
}
