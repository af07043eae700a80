package dev.patchbay.stack.ip6;

import dev.patchbay.core.Announcement;
import dev.patchbay.packet.Prefix;

/// A router has told a host of a prefix (`RTM_NEWPREFIX`): on which device, with the flags of the
/// option, and for how many seconds, numbers without a sign, it is valid and preferred.
public record PrefixAnnouncement(
    Prefix prefix, int deviceIndex, String deviceName, int flags, int valid, int preferred)
    implements Announcement {
  @Override
  public String group() {
    return "prefix";
  }
}
