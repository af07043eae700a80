package dev.patchbay.stack.mpls;

import dev.patchbay.core.Announcement;

/// A route of a label is new, has changed, or is gone.
public record MplsAnnouncement(MplsSnapshot route, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "mpls-route";
  }
}
