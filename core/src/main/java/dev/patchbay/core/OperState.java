package dev.patchbay.core;

/// The operational state of a device (RFC 2863, Documentation/networking/operstates.rst); the
/// ordinals are the kernel's.
public enum OperState {
  UNKNOWN,
  NOTPRESENT,
  DOWN,
  LOWERLAYERDOWN,
  TESTING,
  DORMANT,
  UP
}
