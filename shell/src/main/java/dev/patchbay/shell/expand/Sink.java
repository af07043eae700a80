package dev.patchbay.shell.expand;

/// Where an expanded word goes, piece by piece.
abstract class Sink {
  /// Characters that stand for themselves. The empty text counts: `""` is a field.
  abstract void quoted(String text);

  /// Characters written without quotes, which may be a pattern.
  abstract void literal(String text);

  /// What an expansion without quotes gave: split where fields are wanted, and maybe a pattern.
  abstract void value(String text);

  /// The next element of a list begins; where no fields are wanted, `separator` joins them.
  abstract void nextElement(String separator);
}
