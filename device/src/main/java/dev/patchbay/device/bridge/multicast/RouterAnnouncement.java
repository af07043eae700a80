package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.Announcement;

/// There is a router of multicast behind a port, or no longer (`br_rtr_notify`).
public record RouterAnnouncement(String bridge, String port, boolean gone) implements Announcement {
  @Override
  public String group() {
    return "mdb";
  }
}
