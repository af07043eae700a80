package dev.patchbay.lab;

/// Which version this is.
final class Version {
  static final String CURRENT = "0.1.0";

  private Version() {}
}
