package dev.patchbay.shell.text;

/// Words as bash shows them (`set -x`, `set`, `trap`, `export -p`): quoted only if they must be.
public final class Quoting {
  private static final String SPECIAL = " \t\n'\"\\|&;()<>$`*?[]#~=%!{}^";

  private Quoting() {}

  /// The word so that a shell reads it as it is.
  public static String word(String text) {
    if (text.isEmpty()) {
      return "''";
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && text.charAt(i) != '\t' && text.charAt(i) != '\n') {
        return escaped(text);
      }
    }
    return needsQuotes(text) ? single(text) : text;
  }

  /// The word between quotes even when it needs none, as `${x@Q}` has it.
  public static String always(String text) {
    return text.chars().anyMatch(Quoting::isControl) ? escaped(text) : single(text);
  }

  /// A subscript of an associative array, as `declare -p` has it.
  public static String key(String text) {
    return needsQuotes(text) || text.isEmpty() || text.chars().anyMatch(Quoting::isControl)
        ? doubled(text)
        : text;
  }

  private static boolean isControl(int c) {
    return c < ' ' || c == 0x7f;
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = i > 0 && (c == '#' || c == '~' || c == '=' || c == '%');
      if (!inside && c != '%' && c != '=' && SPECIAL.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The word with a backslash before each character that needs one, as `printf %q` has it.
  public static String backslashed(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ')) {
      return text.isEmpty() ? "''" : escaped(text);
    }
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean tame = i > 0 && (c == '#' || c == '~');
      if (!tame && (" '\"\\|&;()<>$`*?[]#~!{}^,".indexOf(c) >= 0)) {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.toString();
  }

  /// The text between single quotes.
  public static String single(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// The text between double quotes, as `export -p` has it.
  public static String doubled(String text) {
    if (text.chars().anyMatch(Quoting::isControl)) {
      return escaped(text);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      if ("\"\\$`".indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.append('"').toString();
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder("$'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '\u0007' -> quoted.append("\\a");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\u000b' -> quoted.append("\\v");
        case '\u001b' -> quoted.append("\\E");
        case '\'', '\\' -> quoted.append('\\').append(c);
        default -> {
          if (c < ' ') {
            quoted.append("\\%03o".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('\'').toString();
  }
}
