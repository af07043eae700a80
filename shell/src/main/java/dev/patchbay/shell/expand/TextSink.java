package dev.patchbay.shell.expand;

/// Collects a word that is one text: the value of an assignment, the subject of `case`, a
/// here-document.
class TextSink extends Sink {
  private final StringBuilder text = new StringBuilder();

  @Override
  void quoted(String characters) {
    text.append(characters);
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
