package dev.patchbay.tools.ping;

import org.jspecify.annotations.Nullable;

/// What requests are filled with.
final class Filling {
  private static final int MOST_BYTES = 16;

  private Filling() {}

  /// Fills the bytes from `from` on: with the pattern again and again, or by counting from 0.
  static void fill(byte[] bytes, int from, @Nullable String pattern) {
    byte[] repeated = pattern == null ? null : bytes(pattern);
    for (int i = 0; from + i < bytes.length; i++) {
      if (repeated == null) {
        bytes[from + i] = (byte) i;
      } else if (repeated.length > 0) {
        bytes[from + i] = repeated[i % repeated.length];
      }
    }
  }

  /// The bytes that a pattern of hexadecimal digits means, 16 at most; a digit that is left over is
  /// a byte of its own.
  static byte[] bytes(String pattern) {
    int count = Math.min((pattern.length() + 1) / 2, MOST_BYTES);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      int end = Math.min(i * 2 + 2, pattern.length());
      bytes[i] = (byte) Integer.parseInt(pattern.substring(i * 2, end), 16);
    }
    return bytes;
  }

  /// What follows the hexadecimal digits of a pattern: nothing, when it is right.
  static String wrong(String pattern) {
    int at = 0;
    while (at < pattern.length() && Character.digit(pattern.charAt(at), 16) >= 0) {
      at++;
    }
    return pattern.substring(at);
  }
}
