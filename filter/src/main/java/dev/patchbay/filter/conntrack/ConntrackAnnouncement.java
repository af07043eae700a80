package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Announcement;

/// What those are told who listen to a namespace's connections (`conntrack -E`).
///
/// @param event what is new of it; of several changes by one packet the first
/// @param by the process that did it, or 0 when a packet or time did
public record ConntrackAnnouncement(ConntrackEvent event, ConnectionSnapshot connection, int by)
    implements Announcement {
  @Override
  public String group() {
    return "conntrack";
  }
}
