package dev.patchbay.tools.lnstat;

/// A counter that is shown, in so many characters.
record Column(StatFile file, int field, int width) {
  /// Its name.
  String name() {
    return file.fields().get(field);
  }

  /// What it has gained a second, or how many there are.
  long value() {
    return file.result(field);
  }

  /// How many lines its name takes.
  int lines() {
    return (name().length() + width - 1) / width;
  }

  /// A line of its heading: the file's name, then pieces of its own.
  String heading(int line) {
    String text = line == 0 ? file.name() : name();
    int from = Math.min(text.length(), Math.max(0, line - 1) * width);
    return right(text.substring(from, Math.min(text.length(), from + width)));
  }

  String right(String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text + "|";
  }
}
