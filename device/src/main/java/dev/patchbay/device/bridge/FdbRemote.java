package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// The other end of a tunnel behind which a station is: what is said of it; null what is not.
///
/// @param port the UDP port there
/// @param network the network there (VNI)
/// @param ownNetwork the network here (`src_vni`)
/// @param by the device by which it is reached
/// @param nexthop the number of a nexthop in its place
public record FdbRemote(
    @Nullable Ip destination,
    @Nullable Integer port,
    @Nullable Integer network,
    @Nullable Integer ownNetwork,
    @Nullable NetDevice by,
    @Nullable Long nexthop) {
  /// Nothing is said.
  public static final FdbRemote NONE = new FdbRemote(null, null, null, null, null, null);
}
