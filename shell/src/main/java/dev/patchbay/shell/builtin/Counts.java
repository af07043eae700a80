package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;

/// Numbers among the words of builtins.
final class Counts {
  private Counts() {}

  /// The number that the word is.
  ///
  /// @throws CommandException with this status when it is none
  static long of(String word, int status) {
    try {
      return Long.parseLong(word.strip());
    } catch (NumberFormatException e) {
      throw new CommandException(status, word + ": numeric argument required");
    }
  }
}
