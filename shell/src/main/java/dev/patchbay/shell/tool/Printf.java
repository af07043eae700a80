package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `printf format [argument…]`.
public final class Printf implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    if (!args.hasNext()) {
      throw program.missingOperand(args.rest());
    }
    PrintfFormat format =
        new PrintfFormat(PrintfFormat.Dialect.COREUTILS, process.loop().now(), program::complain);
    program.print(format.apply(args.rest()));
    return format.failed() ? 1 : 0;
  }
}
