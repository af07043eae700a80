package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;

/// A word in the making: neighbouring characters of one sort become one [Part].
final class Parts {
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean quoting;

  void literal(char c) {
    if (quoting) {
      flush();
    }
    text.append(c);
  }

  void literal(String characters) {
    if (quoting) {
      flush();
    }
    text.append(characters);
  }

  void quoted(char c) {
    quote();
    text.append(c);
  }

  /// Quoted text, which may be empty: `''` is a word.
  void quoted(String characters) {
    quote();
    text.append(characters);
  }

  void add(Part part) {
    flush();
    parts.add(part);
  }

  List<Part> list() {
    flush();
    return parts;
  }

  Word word() {
    return new Word(list());
  }

  private void quote() {
    if (!quoting) {
      flush();
      quoting = true;
    }
  }

  private void flush() {
    if (quoting) {
      parts.add(new Part.Quoted(text.toString()));
    } else if (!text.isEmpty()) {
      parts.add(new Part.Literal(text.toString()));
    }
    text.setLength(0);
    quoting = false;
  }
}
