package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;

/// A device with a way of its own to take what `bridge fdb … self` asks for (`ndo_fdb_add`,
/// `ndo_fdb_del`).
public interface FdbDevice {
  /// Takes the address.
  void addAddress(FdbRequest request) throws NetlinkException;

  /// Forgets the address.
  void deleteAddress(FdbRequest request) throws NetlinkException;
}
