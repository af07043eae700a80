package dev.patchbay.shell.syntax;

/// What may be the name of a variable or a parameter (XBD 3.235).
public final class Names {
  private Names() {}

  /// Whether the text is the name of a variable.
  public static boolean isName(String text) {
    return !text.isEmpty() && nameEnd(text, 0) == text.length();
  }

  /// Whether the text is a name, or `name[subscript]`.
  public static boolean isPlace(String text) {
    int end = nameEnd(text, 0);
    boolean bare = end == text.length();
    return end > 0 && (bare || (text.charAt(end) == '[' && text.endsWith("]")));
  }

  /// Where the name that starts at `start` ends; `start` itself when there is none.
  public static int nameEnd(String text, int start) {
    int at = start;
    while (at < text.length()
        && (at == start ? startsName(text.charAt(at)) : continuesName(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  static boolean startsName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean continuesName(int c) {
    return startsName(c) || isDigit(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// `@ * # ? - $ !`
  static boolean isSpecial(int c) {
    return c > 0 && "@*#?-$!".indexOf(c) >= 0;
  }
}
