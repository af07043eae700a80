package dev.patchbay.device.bridge;

import dev.patchbay.core.Announcement;

/// An entry of a forwarding database is new, has changed, or is gone (`RTM_NEWNEIGH`,
/// `RTM_DELNEIGH` of family `AF_BRIDGE`).
public record FdbAnnouncement(FdbSnapshot entry, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "neigh";
  }
}
