package dev.patchbay.device.vxlan;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A VXLAN device does not know where a station is (`l2miss`), or which station has an address
/// (`l3miss`), and asks whoever listens (`RTM_GETNEIGH`).
///
/// @param station the station, or 0 when the address is what is asked about
/// @param address the address, or null
public record MissAnnouncement(NetDevice device, long station, @Nullable Ip address)
    implements Announcement {
  @Override
  public String group() {
    return "neigh";
  }
}
