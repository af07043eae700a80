package dev.patchbay.core;

/// Where a device has its address from (`NET_ADDR_…`); the ordinals are the kernel's.
public enum AddressOrigin {
  /// It came with the device.
  PERMANENT,
  /// Nobody gave one, so it was made up.
  RANDOM,
  /// It is that of another device.
  STOLEN,
  /// Somebody set it.
  SET
}
