package dev.patchbay.device.vxlan;

import dev.patchbay.core.Announcement;

/// A VXLAN device serves a network from now on, or no longer (`RTM_NEWTUNNEL`, `RTM_DELTUNNEL`).
public record VniAnnouncement(String device, VniSnapshot network, boolean gone)
    implements Announcement {
  @Override
  public String group() {
    return "tunnel";
  }
}
