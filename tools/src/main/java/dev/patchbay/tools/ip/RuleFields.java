package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.stack.route.Rule;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Single values in the words of `ip rule`.
final class RuleFields {
  private static final int LONGEST_NAME = 15;
  private static final int PORT_MASK = 0xffff;

  private RuleFields() {}

  static int tos(Session session, String word) {
    Integer value = Dsfield.of(session, word);
    if (value == null) {
      throw Args.invarg("TOS value is invalid\n", word);
    }
    return value;
  }

  /// The mark in front of a `/`, or all.
  static int mark(String word) {
    int slash = word.indexOf('/');
    return number(slash < 0 ? word : word.substring(0, slash), "fwmark value is invalid\n");
  }

  /// The mask behind a `/`, or null.
  static @Nullable Integer mask(String word) {
    int slash = word.indexOf('/');
    return slash < 0 ? null : number(word.substring(slash + 1), "fwmask value is invalid\n");
  }

  private static int number(String word, String message) {
    OptionalLong value = Numbers.u32(word, 0);
    if (value.isEmpty()) {
      throw Args.invarg(message, word);
    }
    return (int) value.getAsLong();
  }

  static Rule.Range users(String word) {
    int dash = word.indexOf('-');
    Long first = dash < 0 ? null : decimal(word.substring(0, dash));
    Long last = dash < 0 ? null : decimal(word.substring(dash + 1));
    if (first == null || last == null) {
      throw Args.invarg("invalid UID range\n", word);
    }
    return new Rule.Range(first.intValue(), last.intValue());
  }

  /// One port, or the first and the last of a range; each cut to 16 bits, as C does.
  static Rule.Range ports(String word, String message) {
    int dash = word.indexOf('-');
    Long first = decimal(dash < 0 ? word : word.substring(0, dash));
    if (first == null) {
      throw Args.invarg(message, word);
    }
    Long last = dash < 0 ? first : decimal(word.substring(dash + 1));
    int from = first.intValue() & PORT_MASK;
    return new Rule.Range(from, last == null ? from : last.intValue() & PORT_MASK);
  }

  /// The digits a word begins with, or null when there are none.
  private static @Nullable Long decimal(String word) {
    int end = 0;
    while (end < word.length() && end < 18 && Character.isDigit(word.charAt(end))) {
      end++;
    }
    return end == 0 ? null : (Long) Long.parseLong(word.substring(0, end));
  }

  static String deviceName(String word, String message) {
    boolean sound =
        !word.isEmpty()
            && word.length() <= LONGEST_NAME
            && word.chars().noneMatch(c -> c == '/' || Character.isWhitespace(c));
    if (!sound) {
      throw Args.invarg(message, word);
    }
    return word;
  }
}
