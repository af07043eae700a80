package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `whoami`.
public final class Whoami implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    Getopt.Parsed options = new Getopt(process.name(), 1, "").parse(args.rest());
    if (!options.operands().isEmpty()) {
      throw program.usage(1, "extra operand '" + options.operands().getFirst() + "'");
    }
    if (process.user() != 0) {
      throw program.refusal(1, "cannot find name for user ID " + process.user());
    }
    program.print("root\n");
    return 0;
  }
}
