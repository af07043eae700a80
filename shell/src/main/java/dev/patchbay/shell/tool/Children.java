package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.util.List;

/// How programs such as `env` and `xargs` start others.
final class Children {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private Children() {}

  /// The program of this name.
  ///
  /// @param refusal what stands before the name and the error
  /// @throws CommandException with status 126 or 127 when there is none
  static Command find(Program program, String name, String refusal) {
    Process process = program.process();
    Command found;
    try {
      found = process.machine().processes().programs().find(process, name);
    } catch (CommandException e) {
      throw new CommandException(NOT_EXECUTABLE, program.name() + ": " + e.message());
    }
    if (found != null) {
      return found;
    }
    Errno errno = name.indexOf('/') < 0 ? Errno.ENOENT : refusal(program, name);
    throw program.refusal(
        errno == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE,
        refusal + "'" + name + "': " + errno.text());
  }

  private static Errno refusal(Program program, String path) {
    try {
      FileStatus status = program.files().status(program.absolute(path));
      return status.isDirectory() || (status.mode() & 0111) == 0 ? Errno.EACCES : Errno.ENOEXEC;
    } catch (FileException e) {
      return e.errno();
    }
  }

  /// The program takes this process over, up to its end.
  static int become(Program program, List<String> argv, String refusal) {
    return program.process().exec(find(program, argv.getFirst(), refusal), argv);
  }
}
