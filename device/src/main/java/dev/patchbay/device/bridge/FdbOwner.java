package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;
import java.util.List;

/// A device that keeps a forwarding database of its own, as tunnels do, and tells monitors of its
/// changes itself (`ndo_fdb_get`, `ndo_fdb_dump`).
public interface FdbOwner extends FdbDevice {
  /// The entry of an address.
  FdbSnapshot entry(long mac, FdbRemote remote) throws NetlinkException;

  /// Every entry, in the order in which it is shown.
  List<FdbSnapshot> entries();
}
