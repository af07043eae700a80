package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Announcement;

/// What those are told who listen to a namespace's connections (`conntrack -E`).
///
/// @param event what is new of it; of several changes by one packet the first
public record ConntrackAnnouncement(ConntrackEvent event, ConnectionSnapshot connection)
    implements Announcement {
  @Override
  public String group() {
    return "conntrack";
  }
}
