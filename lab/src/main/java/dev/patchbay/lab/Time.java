package dev.patchbay.lab;

/// Which time a lab has.
public enum Time {
  /// Virtual: waits take no longer than the work in them, and every run is the same.
  VIRTUAL,
  /// The wall clock's.
  REAL
}
