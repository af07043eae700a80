package dev.patchbay.stack.address;

import dev.patchbay.core.Announcement;

/// An address is new, has changed, or is gone (`RTM_NEWADDR`, `RTM_DELADDR`).
public record AddressAnnouncement(AddressSnapshot address, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "address";
  }
}
