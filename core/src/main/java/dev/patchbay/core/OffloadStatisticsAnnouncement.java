package dev.patchbay.core;

/// Somebody wants a device's hardware to count what it routes, or no longer (`RTM_NEWSTATS`).
///
/// @param index the device's
/// @param device its name
public record OffloadStatisticsAnnouncement(int index, String device, boolean wanted)
    implements Announcement {
  @Override
  public String group() {
    return "stats";
  }
}
