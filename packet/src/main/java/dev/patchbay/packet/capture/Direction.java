package dev.patchbay.packet.capture;

/// Which way a captured frame went, as the flags of a pcapng packet tell it.
public enum Direction {
  /// Not known.
  UNKNOWN,
  /// It came in.
  INBOUND,
  /// It went out.
  OUTBOUND
}
