package dev.patchbay.stack.route;

import dev.patchbay.core.Announcement;

/// A route is new, has changed, or is gone (`RTM_NEWROUTE`, `RTM_DELROUTE`).
public record RouteAnnouncement(RouteSnapshot route, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "route";
  }
}
