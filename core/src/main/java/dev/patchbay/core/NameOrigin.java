package dev.patchbay.core;

/// Where a device has its name from (`NET_NAME_…`); the ordinals are the kernel's.
public enum NameOrigin {
  /// Nobody said.
  UNKNOWN,
  /// The kernel counted.
  ENUM,
  /// Every machine calls it so.
  PREDICTABLE,
  /// Whoever made the device said.
  USER,
  /// It had another one before.
  RENAMED
}
