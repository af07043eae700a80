package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;

/// A device with a way of its own to take what `bridge fdb … self` asks for (`ndo_fdb_add`,
/// `ndo_fdb_del`).
public interface FdbDevice {
  /// Takes the address, or another end of it.
  void addEntry(FdbRequest request) throws NetlinkException;

  /// Forgets the address, or an end of it.
  void deleteEntry(FdbRequest request) throws NetlinkException;
}
