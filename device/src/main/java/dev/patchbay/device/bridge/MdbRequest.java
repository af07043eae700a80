package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.device.bridge.multicast.Group;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A port that is to be in a multicast group, or no longer (`RTM_NEWMDB`, `RTM_DELMDB`).
///
/// @param port the port, or the bridge itself for its own host
/// @param group the group, in a VLAN or in all that the port is in (0)
/// @param source the only source that is wanted, or null
public record MdbRequest(NetDevice port, Group group, @Nullable Ip source, boolean permanent) {}
