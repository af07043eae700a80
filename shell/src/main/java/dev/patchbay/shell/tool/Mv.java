package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;

/// `mv [-finTuv] source… place`.
public final class Mv implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "f|force i|interactive n|no-clobber t|target-directory= T|no-target-directory "
                    + "u|update v|verbose b")
            .parse(args.rest());
    Program program = new Program(process);
    Destination destination = Destination.of(program, options);
    for (String source : destination.sources()) {
      move(program, options, source, destination.of(source));
    }
    return program.status();
  }

  private static void move(Program program, Getopt.Parsed options, String from, String to)
      throws FileException {
    FileStatus source = program.statusOf(from, false);
    FileStatus there = program.statusOf(to, false);
    if (source == null) {
      program.complain("cannot stat '" + from + "': No such file or directory");
      return;
    }
    if (there != null && options.has("no-clobber")) {
      return;
    }
    if (there != null && there.isDirectory() && !source.isDirectory()) {
      program.complain("cannot overwrite directory '" + to + "' with non-directory");
      return;
    }
    try {
      program.files().rename(program.absolute(from), program.absolute(to));
    } catch (FileException e) {
      if (e.errno() != Errno.EXDEV) {
        program.complain(complaint(from, to, e.errno()));
        return;
      }
      if (!new Copying(program, true, false, true, true).copy(from, to)) {
        return;
      }
      remove(program, from);
    }
    if (options.has("verbose")) {
      program.print("renamed '" + from + "' -> '" + to + "'\n");
    }
  }

  private static String complaint(String from, String to, Errno errno) {
    return errno == Errno.EINVAL
        ? "cannot move '" + from + "' to a subdirectory of itself, '" + to + "'"
        : "cannot move '" + from + "' to '" + to + "': " + errno.text();
  }

  private static void remove(Program program, String path) throws FileException {
    FileStatus status = program.statusOf(path, false);
    if (status != null && status.isDirectory()) {
      for (String name : program.files().list(program.absolute(path))) {
        remove(program, path + "/" + name);
      }
    }
    program.files().remove(program.absolute(path));
  }
}
