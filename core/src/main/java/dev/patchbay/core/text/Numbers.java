package dev.patchbay.core.text;

import java.util.OptionalLong;

/// Numbers as iproute2 reads them: C's `strtoul` over the whole word, with leading blanks, a sign,
/// and base 0 for `10`, `0x10` and `010`. What does not fit is no number.
public final class Numbers {
  private static final String BLANKS = " \t\n\u000b\f\r";

  private Numbers() {}

  /// 64 bits without a sign (`get_u64`). As in C, `-1` is the largest.
  public static OptionalLong u64(String word, int base) {
    int start = skipBlanks(word);
    boolean negative = word.startsWith("-", start);
    OptionalLong magnitude = magnitude(word, skipSign(word, start), base);
    return negative && magnitude.isPresent() ? OptionalLong.of(-magnitude.getAsLong()) : magnitude;
  }

  /// 32 bits without a sign (`get_u32`, `get_unsigned`).
  public static OptionalLong u32(String word, int base) {
    return atMost(0xffff_ffffL, u64(word, base));
  }

  /// 16 bits without a sign (`get_u16`).
  public static OptionalLong u16(String word, int base) {
    return atMost(0xffff, u64(word, base));
  }

  /// 8 bits without a sign (`get_u8`).
  public static OptionalLong u8(String word, int base) {
    return atMost(0xff, u64(word, base));
  }

  /// 32 bits with a sign (`get_integer`).
  public static OptionalLong integer(String word, int base) {
    int start = skipBlanks(word);
    boolean negative = word.startsWith("-", start);
    OptionalLong magnitude = magnitude(word, skipSign(word, start), base);
    OptionalLong inRange = atMost(negative ? 1L << 31 : Integer.MAX_VALUE, magnitude);
    return negative && inRange.isPresent() ? OptionalLong.of(-inRange.getAsLong()) : inRange;
  }

  private static OptionalLong atMost(long limit, OptionalLong number) {
    boolean fits = number.isPresent() && Long.compareUnsigned(number.getAsLong(), limit) <= 0;
    return fits ? number : OptionalLong.empty();
  }

  private static int skipBlanks(String word) {
    int at = 0;
    while (at < word.length() && BLANKS.indexOf(word.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int skipSign(String word, int at) {
    return word.startsWith("-", at) || word.startsWith("+", at) ? at + 1 : at;
  }

  private static OptionalLong magnitude(String word, int start, int base) {
    if ((base == 0 || base == 16) && word.regionMatches(true, start, "0x", 0, 2)) {
      return digits(word, start + 2, 16);
    }
    if (base == 0) {
      return digits(word, start, word.startsWith("0", start) ? 8 : 10);
    }
    return digits(word, start, base);
  }

  private static OptionalLong digits(String word, int start, int base) {
    if (start >= word.length()) {
      return OptionalLong.empty();
    }
    long value = 0;
    long largestToMultiply = Long.divideUnsigned(-1L, base);
    for (int at = start; at < word.length(); at++) {
      int digit = digit(word.charAt(at), base);
      long next = value * base + digit;
      if (digit < 0
          || Long.compareUnsigned(value, largestToMultiply) > 0
          || Long.compareUnsigned(next, digit) < 0) {
        return OptionalLong.empty();
      }
      value = next;
    }
    return OptionalLong.of(value);
  }

  private static int digit(char c, int base) {
    return c < 128 ? Character.digit(c, base) : -1;
  }
}
