package dev.patchbay.packet;

/// Short runs of digits, read strictly: no sign, no blank, nothing left over.
final class Digits {
  private Digits() {}

  /// One to `most` hexadecimal digits as a number, or -1.
  static int hex(String text, int most) {
    return number(text, 16, most);
  }

  /// One to `most` decimal digits as a number, or -1; a leading zero stands alone.
  static int decimal(String text, int most) {
    boolean padded = text.length() > 1 && text.charAt(0) == '0';
    return padded ? -1 : number(text, 10, most);
  }

  private static int number(String text, int radix, int most) {
    if (text.isEmpty() || text.length() > most) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
