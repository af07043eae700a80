package dev.patchbay.tools.conntrack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as C reads them.
final class Numbers {
  private static final Pattern DECIMAL = Pattern.compile("\\s*([+-]?\\d+).*");
  private static final Pattern ANY = Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]+|\\d+)");

  private Numbers() {}

  /// What `atol` makes of the text: the number that it begins with, or 0.
  static long decimal(String text) {
    Matcher matcher = DECIMAL.matcher(text);
    return matcher.matches() ? parse(matcher.group(1), 10) : 0;
  }

  /// What `strtoul` makes of the text with no base given: the number that it begins with, or 0.
  static long any(String text) {
    Matcher matcher = ANY.matcher(text);
    if (!matcher.lookingAt()) {
      return 0;
    }
    long value = based(matcher.group(2));
    return matcher.group(1).equals("-") ? -value : value;
  }

  /// The number that the whole text is, or -1.
  static long whole(String text) {
    Matcher matcher = ANY.matcher(text);
    return matcher.matches() && matcher.group(1).isEmpty() ? based(matcher.group(2)) : -1;
  }

  private static long based(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return parse(text.substring(2), 16);
    }
    boolean octal = text.matches("0[0-7]+");
    return parse(text, octal ? 8 : 10);
  }

  private static long parse(String text, int base) {
    try {
      return Long.parseLong(text, base);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
