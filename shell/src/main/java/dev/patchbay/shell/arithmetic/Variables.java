package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.Nullable;

/// The variables that an expression reads and sets.
public interface Variables {
  /// The value, or null when it is not set, which counts as 0.
  @Nullable String value(String name);

  void assign(String name, String value);

  /// The element of an array, or null when it is not set, which counts as 0.
  @Nullable String element(String name, String subscript);

  void assign(String name, String subscript, String value);
}
