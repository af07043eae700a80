package dev.patchbay.shell.expand;

import dev.patchbay.shell.syntax.Part;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What `${name…}` can make of a value, as far as only the value and a pattern count.
final class Changes {
  private Changes() {}

  /// The change that the operator stands for.
  static UnaryOperator<String> of(Part.Operator operator, Pattern pattern, boolean anyCharacter) {
    return switch (operator) {
      case REMOVE_SHORTEST_PREFIX -> v -> withoutPrefix(v, pattern, false);
      case REMOVE_LONGEST_PREFIX -> v -> withoutPrefix(v, pattern, true);
      case REMOVE_SHORTEST_SUFFIX -> v -> withoutSuffix(v, pattern, false);
      case REMOVE_LONGEST_SUFFIX -> v -> withoutSuffix(v, pattern, true);
      default -> v -> inCase(operator, v, anyCharacter ? null : pattern);
    };
  }

  private static String withoutPrefix(String value, Pattern pattern, boolean longest) {
    int end = pattern.matchEnd(value, 0, longest);
    return end < 0 ? value : value.substring(end);
  }

  private static String withoutSuffix(String value, Pattern pattern, boolean longest) {
    int start = pattern.suffixStart(value, longest);
    return start < 0 ? value : value.substring(0, start);
  }

  /// The characters that the pattern means, in another case; null means all.
  private static String inCase(Part.Operator operator, String value, @Nullable Pattern pattern) {
    boolean first =
        switch (operator) {
          case UPPER_FIRST, LOWER_FIRST, TOGGLE_FIRST -> true;
          default -> false;
        };
    StringBuilder changed = new StringBuilder(value);
    for (int i = 0; i < (first ? Math.min(1, value.length()) : value.length()); i++) {
      String c = value.substring(i, i + 1);
      if (pattern == null || pattern.matches(c)) {
        changed.replace(i, i + 1, inCase(operator, c));
      }
    }
    return changed.toString();
  }

  private static String inCase(Part.Operator operator, String c) {
    String upper = c.toUpperCase(Locale.ROOT);
    String lower = c.toLowerCase(Locale.ROOT);
    String other =
        switch (operator) {
          case UPPER, UPPER_FIRST -> upper;
          case LOWER, LOWER_FIRST -> lower;
          default -> c.equals(upper) ? lower : upper;
        };
    return other.length() == 1 ? other : c;
  }

  /// The value with matches replaced; in `with` an unquoted `&` stands for the match, and a
  /// backslash quotes.
  static String replace(String value, Part.Replacement.Where where, Pattern pattern, String with) {
    return switch (where) {
      case AT_START -> {
        int end = pattern.matchEnd(value, 0, true);
        yield end < 0 ? value : filled(with, value.substring(0, end)) + value.substring(end);
      }
      case AT_END -> {
        int start = pattern.suffixStart(value, true);
        yield start < 0 ? value : value.substring(0, start) + filled(with, value.substring(start));
      }
      case FIRST, ALL -> replace(value, where == Part.Replacement.Where.ALL, pattern, with);
    };
  }

  private static String replace(String value, boolean all, Pattern pattern, String with) {
    if (value.isEmpty() && pattern.matches(value)) {
      return filled(with, "");
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    boolean more = true;
    while (at < value.length()) {
      int end = more ? pattern.matchEnd(value, at, true) : -1;
      if (end > at) {
        result.append(filled(with, value.substring(at, end)));
        at = end;
        more = all;
      } else {
        result.append(value.charAt(at++));
      }
    }
    return result.toString();
  }

  private static String filled(String with, String match) {
    if (with.indexOf('&') < 0 && with.indexOf('\\') < 0) {
      return with;
    }
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < with.length(); i++) {
      char c = with.charAt(i);
      boolean escape = c == '\\' && i + 1 < with.length();
      if (escape && (with.charAt(i + 1) == '&' || with.charAt(i + 1) == '\\')) {
        filled.append(with.charAt(++i));
      } else if (c == '&') {
        filled.append(match);
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }
}
