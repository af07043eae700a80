package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `mkfifo [-m mode] name…`.
public final class Mkfifo implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options = new Getopt(process.name(), 1, "m|mode= Z").parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    String written = options.value("mode");
    if (written != null && !written.matches("[0-7]{1,4}")) {
      throw program.refusal(1, "invalid mode");
    }
    int mode = written == null ? 0666 & ~process.umask() : Integer.parseInt(written, 8);
    for (String path : options.operands()) {
      try {
        program.files().makeFifo(program.absolute(path), mode);
      } catch (FileException e) {
        program.complain("cannot create fifo '" + path + "': " + e.errno().text());
      }
    }
    return program.status();
  }
}
