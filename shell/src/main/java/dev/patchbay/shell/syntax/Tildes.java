package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;

/// Finds the tilde prefixes of a word (XCU 2.6.1).
final class Tildes {
  private Tildes() {}

  /// `~` at the start.
  static Word inWord(Word word) {
    return mark(word, false);
  }

  /// `~` at the start and after each colon, as in `PATH=~/bin:~/sbin`.
  static Word inAssignment(Word word) {
    return mark(word, true);
  }

  private static Word mark(Word word, boolean afterColons) {
    if (!hasTilde(word)) {
      return word;
    }
    List<Part> marked = new ArrayList<>();
    boolean start = true;
    for (int i = 0; i < word.parts().size(); i++) {
      Part part = word.parts().get(i);
      if (part instanceof Part.Literal(String text)) {
        split(marked, text, start, afterColons, i == word.parts().size() - 1);
        start = afterColons && text.endsWith(":");
      } else {
        marked.add(part);
        start = false;
      }
    }
    return new Word(marked);
  }

  private static boolean hasTilde(Word word) {
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal(String text) && text.indexOf('~') >= 0) {
        return true;
      }
    }
    return false;
  }

  private static void split(
      List<Part> into, String text, boolean start, boolean afterColons, boolean last) {
    int from = 0;
    boolean mayStart = start;
    for (int i = 0; i < text.length(); i++) {
      if (mayStart && text.charAt(i) == '~') {
        int end = prefixEnd(text, i, afterColons);
        if (end < text.length() || last) {
          literal(into, text.substring(from, i));
          into.add(new Part.Tilde(text.substring(i + 1, end)));
          from = end;
        }
      }
      mayStart = afterColons && text.charAt(i) == ':';
    }
    literal(into, text.substring(from));
  }

  private static int prefixEnd(String text, int tilde, boolean colons) {
    int end = tilde + 1;
    while (end < text.length() && text.charAt(end) != '/' && !(colons && text.charAt(end) == ':')) {
      end++;
    }
    return end;
  }

  private static void literal(List<Part> into, String text) {
    if (!text.isEmpty()) {
      into.add(new Part.Literal(text));
    }
  }
}
