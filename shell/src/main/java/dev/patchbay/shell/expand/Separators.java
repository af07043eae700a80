package dev.patchbay.shell.expand;

import java.util.Arrays;

/// What parts fields: the characters of `IFS`.
final class Separators {
  /// What they are when `IFS` is not set.
  static final Separators USUAL = new Separators(" \t\n");

  private static final int ASCII = 128;

  private static final String PATTERN = "*?[\\";

  private final String text;
  private final boolean[] members = new boolean[ASCII];

  /// The characters that neither part fields nor make a pattern.
  private final boolean[] plain = new boolean[ASCII];

  /// Those, and the blanks that part fields.
  private final boolean[] simple = new boolean[ASCII];

  Separators(String text) {
    this.text = text;
    Arrays.fill(plain, true);
    for (int i = 0; i < PATTERN.length(); i++) {
      plain[PATTERN.charAt(i)] = false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ASCII) {
        members[text.charAt(i)] = true;
        plain[text.charAt(i)] = false;
      }
    }
    for (char c = 0; c < ASCII; c++) {
      simple[c] = plain[c] || containsBlank(c);
    }
  }

  /// The value of `IFS`.
  String text() {
    return text;
  }

  boolean contains(char c) {
    return c < ASCII ? members[c] : text.indexOf(c) >= 0;
  }

  /// Whether it is one of those that count as one when there are several.
  boolean containsBlank(char c) {
    return (c == ' ' || c == '\t' || c == '\n') && members[c];
  }

  private boolean isPlain(char c) {
    return c < ASCII ? plain[c] : text.indexOf(c) < 0;
  }

  /// Where the characters end that neither part fields nor make a pattern.
  int plainEnd(String characters, int start) {
    int at = start;
    while (at < characters.length() && isPlain(characters.charAt(at))) {
      at++;
    }
    return at;
  }

  int skipBlanks(String characters, int start) {
    int at = start;
    while (at < characters.length() && containsBlank(characters.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Whether there is nothing in it but plain ASCII characters with blanks between them, and
  /// newlines at its end.
  boolean partsPlainly(byte[] characters) {
    for (int i = endOf(characters) - 1; i >= 0; i--) {
      int c = characters[i];
      if (c <= 0 || !simple[c]) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is one of them; of a text that parts plainly.
  boolean contains(byte c) {
    return members[c];
  }

  /// Where the newlines at its end begin.
  static int endOf(byte[] characters) {
    int end = characters.length;
    while (end > 0 && characters[end - 1] == '\n') {
      end--;
    }
    return end;
  }

  /// What joins the elements of `"$*"`.
  String first() {
    return text.isEmpty() ? "" : text.substring(0, 1);
  }

  /// Whether the first of them is there and no blank.
  boolean beginsWithMark() {
    return !text.isEmpty() && !containsBlank(text.charAt(0));
  }
}
