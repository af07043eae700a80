package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;

/// The texts that `bridge OBJECT help` prints.
final class Usage {
  private static final int STATUS = 255;

  private Usage() {}

  /// Ends the command with the object's text, on standard error.
  static CommandException of(String object) {
    return HelpText.of(Usage.class, object);
  }

  /// Ends the command: the object has no such command.
  static CommandException unknown(String object, String word) {
    return new CommandException(
        STATUS, "Command \"%s\" is unknown, try \"bridge %s help\".".formatted(word, object));
  }
}
