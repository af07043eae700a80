package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;

/// `rm [-dfirRv] file…`; nobody is asked.
public final class Rm implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "d|dir f|force i I |interactive=? r|recursive R v|verbose |one-file-system "
                    + "|preserve-root=? |no-preserve-root")
            .parse(args.rest());
    Program program = new Program(process);
    boolean force = options.has("force");
    if (options.operands().isEmpty() && !force) {
      throw program.missingOperand(options.operands());
    }
    for (String path : options.operands()) {
      remove(program, options, path);
    }
    return program.status();
  }

  private static void remove(Program program, Getopt.Parsed options, String path)
      throws FileException {
    String name = path.replaceFirst("/+$", "");
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean recursive = options.has("recursive") || options.has("R");
    if (recursive && (last.equals(".") || last.equals(".."))) {
      program.complain("refusing to remove '.' or '..' directory: skipping '" + path + "'");
      return;
    }
    if (recursive && name.isEmpty()) {
      program.complain(
          "it is dangerous to operate recursively on '/'\n"
              + program.name()
              + ": use --no-preserve-root to override this failsafe");
      return;
    }
    try {
      FileStatus status = program.files().lstat(program.absolute(path));
      if (status.isDirectory() && recursive) {
        tree(program, options, path);
      } else if (status.isDirectory() && !options.has("dir")) {
        throw new FileException(Errno.EISDIR);
      } else {
        single(program, options, path, status.isDirectory());
      }
    } catch (FileException e) {
      boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
      if (!missing || !options.has("force")) {
        program.complain("cannot remove '" + path + "': " + e.errno().text());
      }
    }
  }

  private static void tree(Program program, Getopt.Parsed options, String path)
      throws FileException {
    for (String name : program.files().list(program.absolute(path))) {
      String child = path.endsWith("/") ? path + name : path + "/" + name;
      FileStatus status = program.statusOf(child, false);
      if (status != null && status.isDirectory()) {
        tree(program, options, child);
      } else {
        single(program, options, child, false);
      }
    }
    single(program, options, path, true);
  }

  private static void single(Program program, Getopt.Parsed options, String path, boolean directory)
      throws FileException {
    program.files().remove(program.absolute(path));
    if (options.has("verbose")) {
      program.print("removed " + (directory ? "directory " : "") + "'" + path + "'\n");
    }
  }
}
