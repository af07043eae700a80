package dev.patchbay.shell.expand;

/// What parts fields: the characters of `IFS`.
final class Separators {
  /// What they are when `IFS` is not set.
  static final Separators USUAL = new Separators(" \t\n");

  private static final int ASCII = 128;

  private final String text;
  private final boolean[] members = new boolean[ASCII];

  Separators(String text) {
    this.text = text;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ASCII) {
        members[text.charAt(i)] = true;
      }
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

  /// What joins the elements of `"$*"`.
  String first() {
    return text.isEmpty() ? "" : text.substring(0, 1);
  }

  /// Whether the first of them is there and no blank.
  boolean beginsWithMark() {
    return !text.isEmpty() && !containsBlank(text.charAt(0));
  }
}
