package dev.patchbay.stack.route;

import dev.patchbay.core.Announcement;

/// A nexthop object is new, has changed, or is gone (`RTM_NEWNEXTHOP`, `RTM_DELNEXTHOP`).
public record NexthopAnnouncement(NexthopSnapshot nexthop, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "nexthop";
  }
}
