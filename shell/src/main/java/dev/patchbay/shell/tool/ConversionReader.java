package dev.patchbay.shell.tool;

import java.util.function.IntSupplier;

/// Reads what stands behind a `%`: flags, width, precision, and the letter.
final class ConversionReader {
  /// More than any conversion takes.
  private static final int TOO_LARGE = 100_000_000;

  private final String format;
  private final IntSupplier star;
  private int at;

  /// @param star the next argument, for a width or precision written `*`
  ConversionReader(String format, int start, IntSupplier star) {
    this.format = format;
    this.at = start;
    this.star = star;
  }

  /// Where the reader stands, behind what it has read.
  int at() {
    return at;
  }

  Conversion read() {
    int start = at;
    while (at < format.length() && "-+ #0'".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    String flags = format.substring(start, at);
    int width = number();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(number(), 0);
    }
    while (at < format.length() && "hlLjzt".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    char letter = at < format.length() ? format.charAt(at++) : ' ';
    boolean left = width < -1 || flags.indexOf('-') >= 0;
    return new Conversion(flags, left, Math.max(width, -width), precision, letter);
  }

  /// A number or what `*` stands for; -1 counts as 1 wide, which changes nothing.
  private int number() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      return star.getAsInt();
    }
    int value = 0;
    while (at < format.length() && Character.isDigit(format.charAt(at))) {
      value = Math.min(value * 10 + (format.charAt(at++) - '0'), TOO_LARGE);
    }
    return value;
  }
}
