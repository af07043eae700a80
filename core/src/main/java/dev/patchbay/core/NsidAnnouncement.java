package dev.patchbay.core;

/// Another namespace has a number now, or has none any longer (`RTM_NEWNSID`, `RTM_DELNSID`).
public record NsidAnnouncement(int id, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "nsid";
  }
}
