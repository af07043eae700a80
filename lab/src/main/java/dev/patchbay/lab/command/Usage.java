package dev.patchbay.lab.command;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;
import java.util.Set;

/// The texts that `COMMAND help` prints.
public final class Usage {
  private static final int STATUS = 255;

  private static final Set<String> COMMANDS =
      Set.of(
          "draw", "drops", "journey", "machine", "on", "plug", "reach", "segment", "unplug", "why");

  private Usage() {}

  /// Whether it is one of the lab's own commands that have such a text.
  public static boolean isKnown(String command) {
    return COMMANDS.contains(command);
  }

  /// The text of one of the lab's own commands.
  public static String text(String command) {
    return of(command).message() + "\n";
  }

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
