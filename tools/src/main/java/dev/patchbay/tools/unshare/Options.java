package dev.patchbay.tools.unshare;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.tools.iproute.HelpText;
import java.util.List;
import java.util.Map;

/// How both programs read their words, refuse them, and become the program that they name.
final class Options {
  private static final int NOT_FOUND = 127;

  private final Process process;
  private final String program;
  private boolean isText;

  Options(Process process, String program) {
    this.process = process;
    this.program = program;
  }

  GetOpt read(String shorts, Map<String, GetOpt.Long> longs, Args args) throws FileException {
    GetOpt given = new GetOpt(program, shorts, longs);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      throw new CommandException(
          1, wrong.message() + "\nTry '" + program + " --help' for more information.");
    }
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "h" -> print(HelpText.text(Options.class, program));
        case "V" -> print(program + " from util-linux 2.38.1\n");
        default -> {}
      }
    }
    return given;
  }

  private void print(String text) throws FileException {
    if (!isText) {
      process.out().print(text);
    }
    isText = true;
  }

  /// Whether help or version was asked for, and has been printed.
  boolean isText() {
    return isText;
  }

  CommandException refusal(String reason) {
    return new CommandException(1, program + ": " + reason);
  }

  /// Refuses what the lab does not have.
  CommandException missing(String what) {
    return new CommandException(1, program + ": patchbay has no " + what + " yet.");
  }

  /// Becomes the program, or without one a shell.
  int execute(List<String> words) {
    List<String> argv = words.isEmpty() ? List.of("sh") : words;
    String name = argv.getFirst();
    Command command = process.machine().processes().programs().find(process, name);
    if (command == null) {
      throw new CommandException(
          NOT_FOUND, program + ": failed to execute " + name + ": " + Errno.ENOENT.text());
    }
    return process.become(command, argv);
  }
}
