package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;

/// `realpath [-emqz] file…`.
public final class Realpath implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "e|canonicalize-existing m|canonicalize-missing q|quiet s|strip z|zero")
            .parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    boolean failed = false;
    for (String path : options.operands()) {
      try {
        String absolute = program.absolute(path);
        if (options.has("canonicalize-existing") && !program.files().exists(absolute)) {
          throw new FileException(Errno.ENOENT);
        }
        program.print(program.files().canonical(absolute) + (options.has("zero") ? "\0" : "\n"));
      } catch (FileException e) {
        failed = true;
        if (!options.has("quiet")) {
          program.complain(path, e);
        }
      }
    }
    return failed ? 1 : 0;
  }
}
