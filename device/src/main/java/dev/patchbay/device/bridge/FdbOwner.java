package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;
import java.util.List;

/// A device that keeps a forwarding database of its own, as tunnels do (`ndo_fdb_add` and its kin).
public interface FdbOwner {
  /// Adds an entry, or another end to one.
  void addEntry(FdbRequest request) throws NetlinkException;

  /// Removes an entry, or an end of one.
  void deleteEntry(FdbRequest request) throws NetlinkException;

  /// The entry of an address.
  FdbSnapshot entry(long mac, FdbRemote remote) throws NetlinkException;

  /// Every entry, in the order in which it is shown.
  List<FdbSnapshot> entries();
}
