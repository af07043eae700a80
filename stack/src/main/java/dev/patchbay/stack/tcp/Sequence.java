package dev.patchbay.stack.tcp;

/// Sequence numbers, which go round (RFC 9293 section 3.4).
final class Sequence {
  private Sequence() {}

  static boolean before(int a, int b) {
    return a - b < 0;
  }

  static boolean after(int a, int b) {
    return b - a < 0;
  }

  /// Whether `low` ≤ `a` ≤ `high`.
  static boolean between(int a, int low, int high) {
    return Integer.compareUnsigned(a - low, high - low) <= 0;
  }

  static int max(int a, int b) {
    return before(a, b) ? b : a;
  }

  static int min(int a, int b) {
    return before(a, b) ? a : b;
  }
}
