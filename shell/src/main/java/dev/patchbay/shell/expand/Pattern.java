package dev.patchbay.shell.expand;

import java.util.ArrayList;
import java.util.List;

/// A pattern of the shell (XCU 2.13): `*`, `?`, `[a-z]`, and characters that stand for themselves.
///
/// Written as a text in which a backslash quotes the character after it.
public final class Pattern {
  /// One character of the pattern.
  private interface Element {
    boolean matches(char c);
  }

  /// Stands for any characters, none included.
  private record Star() implements Element {
    @Override
    public boolean matches(char c) {
      return true;
    }
  }

  private final Element[] elements;
  private final boolean isPlain;
  private final String plain;

  private Pattern(Element[] elements, boolean isPlain, String plain) {
    this.elements = elements;
    this.isPlain = isPlain;
    this.plain = plain;
  }

  /// Reads a pattern.
  public static Pattern of(String text) {
    List<Element> elements = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    boolean isPlain = true;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '[' ? Bracket.end(text, at) : -1;
      if (end > 0) {
        elements.add(Bracket.of(text, at + 1, end - 1)::matches);
        at = end;
        isPlain = false;
        continue;
      }
      if (c == '*' || c == '?') {
        elements.add(c == '*' ? new Star() : any -> true);
        isPlain = false;
        at++;
        continue;
      }
      int length = c == '\\' && at + 1 < text.length() ? 2 : 1;
      char itself = text.charAt(at + length - 1);
      elements.add(other -> other == itself);
      plain.append(itself);
      at += length;
    }
    return new Pattern(elements.toArray(Element[]::new), isPlain, plain.toString());
  }

  /// The text with everything quoted that means something in a pattern.
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    quote(text, quoted);
    return quoted.toString();
  }

  static void quote(String text, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]\\-!^".indexOf(c) >= 0) {
        into.append('\\');
      }
      into.append(c);
    }
  }

  /// Whether it stands for one text only.
  public boolean isPlain() {
    return isPlain;
  }

  /// That text, when it [#isPlain].
  public String plain() {
    return plain;
  }

  /// Whether it stands for the whole text.
  public boolean matches(String text) {
    return isPlain ? plain.equals(text) : matches(text, 0, text.length());
  }

  /// Whether it stands for the characters from `start` to `end`.
  public boolean matches(String text, int start, int end) {
    int element = 0;
    int at = start;
    int star = -1;
    int resume = start;
    while (at < end) {
      if (element < elements.length && elements[element] instanceof Star) {
        star = element++;
        resume = at;
      } else if (element < elements.length && elements[element].matches(text.charAt(at))) {
        element++;
        at++;
      } else if (star >= 0) {
        element = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (element < elements.length && elements[element] instanceof Star) {
      element++;
    }
    return element == elements.length;
  }

  /// The end of the longest or shortest match that begins at `start`, or -1.
  public int matchEnd(String text, int start, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length - start; i++) {
      int end = longest ? length - i : start + i;
      if (matches(text, start, end)) {
        return end;
      }
    }
    return -1;
  }

  /// The start of the longest or shortest match that ends the text, or -1.
  public int suffixStart(String text, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length; i++) {
      int start = longest ? i : length - i;
      if (matches(text, start, length)) {
        return start;
      }
    }
    return -1;
  }
}
