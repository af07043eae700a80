package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;

/// `mkdir [-pv] [-m mode] directory…`.
public final class Mkdir implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "p|parents v|verbose m|mode= Z").parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    int usual = 0777 & ~process.umask();
    String written = options.value("mode");
    int mode = written == null ? usual : mode(program, written, process.umask());
    for (String path : options.operands()) {
      if (options.has("parents")) {
        parents(program, path, usual, mode, options.has("verbose"));
      } else {
        make(program, path, mode, options.has("verbose"));
      }
    }
    return program.status();
  }

  private static int mode(Program program, String written, int umask) {
    int mode =
        written.matches("[0-7]{1,4}")
            ? Integer.parseInt(written, 8)
            : SymbolicMode.apply(written, 0777, true, umask);
    if (mode < 0) {
      throw program.refusal(1, "invalid mode '" + written + "'");
    }
    return mode;
  }

  private static void parents(Program program, String path, int usual, int mode, boolean tells)
      throws FileException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (program.statusOf(parent, true) == null && !make(program, parent, usual, tells)) {
        return;
      }
    }
    if (!program.isDirectory(path)) {
      make(program, path, mode, tells);
    }
  }

  private static boolean make(Program program, String path, int mode, boolean tells)
      throws FileException {
    try {
      program.files().makeDirectory(program.absolute(path), mode);
      if (tells) {
        program.print(program.name() + ": created directory '" + path + "'\n");
      }
      return true;
    } catch (FileException e) {
      Errno errno = e.errno();
      program.complain("cannot create directory '" + path + "': " + errno.text());
      return false;
    }
  }
}
