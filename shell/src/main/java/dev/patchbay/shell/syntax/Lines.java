package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// Where a shell's text comes from, a line at a time: a line is asked for only when the command
/// being read needs it.
@FunctionalInterface
public interface Lines {
  /// The next line with its newline (the last one may lack it), or null at the end.
  @Nullable String next();

  /// The next line begins a command, as far as the reader knows.
  default void begin() {}

  /// The lines of a text that is all there.
  static Lines of(String text) {
    int[] at = {0};
    return () -> {
      int start = at[0];
      if (start >= text.length()) {
        return null;
      }
      int newline = text.indexOf('\n', start);
      at[0] = newline < 0 ? text.length() : newline + 1;
      return text.substring(start, at[0]);
    };
  }
}
