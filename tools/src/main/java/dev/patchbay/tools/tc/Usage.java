package dev.patchbay.tools.tc;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;

/// The texts that `tc OBJECT help` prints.
final class Usage {
  private static final int STATUS = 255;

  private Usage() {}

  /// Ends the command with the object's text, on standard error.
  static CommandException of(String object, int status) {
    return new CommandException(status, text(object));
  }

  /// The object's text, without the newline at its end.
  static String text(String object) {
    String text = HelpText.text(Usage.class, object);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /// Ends the command: the object has no such command.
  static CommandException unknown(String object, String word) {
    return new CommandException(
        STATUS, "Command \"%s\" is unknown, try \"tc %s help\".".formatted(word, object));
  }
}
