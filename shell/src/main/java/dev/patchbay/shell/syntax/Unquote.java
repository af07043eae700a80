package dev.patchbay.shell.syntax;

import java.util.List;

/// Quote removal without expansion, as a here-document's delimiter is read.
final class Unquote {
  private Unquote() {}

  static String text(Word word) {
    StringBuilder text = new StringBuilder();
    append(text, word.parts());
    return text.toString();
  }

  private static void append(StringBuilder text, List<Part> parts) {
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Quoted(String quoted) -> text.append(quoted);
        case Part.DoubleQuoted(List<Part> inner) -> append(text, inner);
        case Part.Tilde(String user) -> text.append('~').append(user);
        default -> text.append(Unparse.part(part));
      }
    }
  }
}
