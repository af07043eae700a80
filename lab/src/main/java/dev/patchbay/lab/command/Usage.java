package dev.patchbay.lab.command;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;

/// The texts that `COMMAND help` prints.
final class Usage {
  private static final int STATUS = 255;

  private Usage() {}

  /// Ends the command with its text, on standard error.
  static CommandException of(String command) {
    String file = "help/" + command + ".txt";
    return HelpText.of(Usage.class.getResourceAsStream(file), file);
  }

  /// Ends the command: it has no such subcommand.
  static CommandException unknown(String command, String word) {
    return new CommandException(
        STATUS, "Command \"%s\" is unknown, try \"%s help\".".formatted(word, command));
  }

  /// Ends the command: a word that it has no use for.
  static CommandException garbage(String command, String word) {
    return new CommandException(
        STATUS, "Error: argument \"%s\" is unknown, try \"%s help\".".formatted(word, command));
  }
}
