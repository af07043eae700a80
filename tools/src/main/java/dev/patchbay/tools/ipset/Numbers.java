package dev.patchbay.tools.ipset;

import org.jspecify.annotations.Nullable;

/// Reads numbers in C's notation.
final class Numbers {
  static final long U32 = 0xffff_ffffL;
  static final long U64 = -2;

  private Numbers() {}

  /// A number of a range, as unsigned 64 bits.
  static long read(String text, long from, long to) {
    Long number = parse(text);
    if (number == null) {
      throw Failure.syntax("'" + text + "' is invalid as number");
    }
    boolean isTooLarge = text.startsWith("-") || Long.compareUnsigned(number, to) > 0;
    if (isTooLarge || Long.compareUnsigned(number, from) < 0) {
      throw Failure.syntax(
          "'" + text + "' is out of range " + from + "-" + Long.toUnsignedString(to));
    }
    return number;
  }

  /// A number as unsigned 64 bits, all ones when it is larger; null when it is none.
  static @Nullable Long parse(String text) {
    String bare = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    int radix = 10;
    if (bare.startsWith("0x") || bare.startsWith("0X")) {
      radix = 16;
      bare = bare.substring(2);
    } else if (bare.startsWith("0") && bare.length() > 1) {
      radix = 8;
    }
    if (bare.isEmpty() || !isDigits(bare, radix)) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(bare, radix);
    } catch (NumberFormatException e) {
      return -1L;
    }
  }

  private static boolean isDigits(String text, int radix) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  /// A prefix's length.
  static int prefix(String text, int from, int to) {
    long number = read(text, 0, 255);
    if (number < from || number > to) {
      throw Failure.syntax("'" + text + "' is out of range " + from + "-" + to);
    }
    return (int) number;
  }
}
