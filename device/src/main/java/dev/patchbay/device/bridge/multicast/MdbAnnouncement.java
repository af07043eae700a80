package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.Announcement;

/// A port's part in a group is new, has changed, or is gone (`RTM_NEWMDB`, `RTM_DELMDB`).
public record MdbAnnouncement(MdbSnapshot entry, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "mdb";
  }
}
