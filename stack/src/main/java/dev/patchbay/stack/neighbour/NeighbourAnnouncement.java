package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Announcement;

/// A neighbour is new, has changed, or is gone (`RTM_NEWNEIGH`, `RTM_DELNEIGH`).
public record NeighbourAnnouncement(NeighbourSnapshot neighbour, boolean gone)
    implements Announcement {
  @Override
  public String group() {
    return "neigh";
  }
}
