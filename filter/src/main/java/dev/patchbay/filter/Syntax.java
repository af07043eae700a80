package dev.patchbay.filter;

/// How the value of an option is read.
@FunctionalInterface
public interface Syntax<T> {
  /// The value that `text` stands for.
  ///
  /// @throws Refusal when it stands for none
  T read(Reading reading, String text);
}
