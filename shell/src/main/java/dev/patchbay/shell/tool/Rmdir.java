package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;

/// `rmdir [-pv] [--ignore-fail-on-non-empty] directory…`.
public final class Rmdir implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "p|parents v|verbose |ignore-fail-on-non-empty")
            .parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    for (String path : options.operands()) {
      String each = path;
      while (remove(program, options, each) && options.has("parents") && each.indexOf('/') > 0) {
        each = each.substring(0, each.lastIndexOf('/'));
      }
    }
    return program.status();
  }

  private static boolean remove(Program program, Getopt.Parsed options, String path)
      throws FileException {
    if (options.has("verbose")) {
      program.print(program.name() + ": removing directory, '" + path + "'\n");
    }
    try {
      if (!program.isDirectory(path) && program.statusOf(path, false) != null) {
        throw new FileException(Errno.ENOTDIR);
      }
      program.files().remove(program.absolute(path));
      return true;
    } catch (FileException e) {
      if (e.errno() != Errno.ENOTEMPTY || !options.has("ignore-fail-on-non-empty")) {
        program.complain("failed to remove '" + path + "': " + e.errno().text());
      }
      return false;
    }
  }
}
