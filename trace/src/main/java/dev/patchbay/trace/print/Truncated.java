package dev.patchbay.trace.print;

/// Ends the printing of a frame whose bytes were not all captured.
final class Truncated extends RuntimeException {
  private static final long serialVersionUID = 1;

  Truncated() {
    super("truncated", null, false, false);
  }
}
