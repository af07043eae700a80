package dev.patchbay.lab.command;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.Keywords;

/// The words in front of the subcommand, as `ip` has them. Set once, while they are read.
final class Options {
  private static final int STATUS = 255;
  private static final Keywords WORDS =
      new Keywords(
          "-help", "-statistics", "-stats", "-details", "-oneline", "-brief", "-json", "-pretty");

  boolean statistics;
  boolean details;
  boolean brief;
  private boolean oneline;
  private boolean json;
  private boolean pretty;

  private Options() {}

  /// Reads the options of `command` off `args`.
  static Options read(String command, Args args) {
    Options options = new Options();
    for (String word = args.peek(); word != null && word.startsWith("-"); word = args.peek()) {
      args.skip();
      options.take(command, word.startsWith("--") ? word.substring(1) : word);
    }
    return options;
  }

  private void take(String command, String word) {
    String option = WORDS.find(word);
    if (option == null) {
      throw new CommandException(
          STATUS, "Option \"%s\" is unknown, try \"%s help\".".formatted(word, command));
    }
    switch (option) {
      case "-help" -> throw Usage.of(command);
      case "-details" -> details = true;
      case "-oneline" -> oneline = true;
      case "-brief" -> brief = true;
      case "-json" -> json = true;
      case "-pretty" -> pretty = true;
      default -> statistics = true;
    }
  }

  /// How to print with these options.
  Output.Options output() {
    return new Output.Options(json, pretty, oneline, Color.Background.NO_COLOR);
  }
}
