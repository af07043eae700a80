package dev.patchbay.trace.print;

/// How the bytes of a frame are shown under its line.
public enum DumpStyle {
  /// Not at all.
  NONE,
  /// In hexadecimal figures (`-x`).
  HEX,
  /// In hexadecimal figures and as text (`-X`).
  HEX_AND_TEXT,
  /// As text (`-A`).
  TEXT
}
