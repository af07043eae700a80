package dev.patchbay.shell.expand;

/// Collects what matches are replaced by: an `&` that is not quoted stands for the match, a
/// backslash quotes it.
final class ReplacementSink extends Sink {
  private final StringBuilder text = new StringBuilder();

  @Override
  void quoted(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '&' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
  }

  @Override
  void literal(String characters) {
    text.append(characters);
  }

  @Override
  void value(String characters) {
    text.append(characters);
  }

  @Override
  void nextElement(String separator) {
    text.append(separator);
  }

  String text() {
    return text.toString();
  }
}
