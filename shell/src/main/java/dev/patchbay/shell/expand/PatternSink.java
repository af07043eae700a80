package dev.patchbay.shell.expand;

/// Collects a word that is a pattern: what is quoted stands for itself.
final class PatternSink extends Sink {
  private final StringBuilder pattern = new StringBuilder();
  private final Pattern.Manner manner;

  PatternSink(Pattern.Manner manner) {
    this.manner = manner;
  }

  @Override
  void quoted(String text) {
    Pattern.quote(text, pattern);
  }

  @Override
  void literal(String text) {
    pattern.append(text);
  }

  @Override
  void value(String text) {
    pattern.append(text);
  }

  @Override
  void nextElement(String separator) {
    pattern.append(separator);
  }

  Pattern pattern() {
    return Pattern.of(pattern.toString(), manner);
  }
}
