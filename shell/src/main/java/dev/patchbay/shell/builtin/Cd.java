package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `cd [-L|-P] [directory]` (XCU, cd).
final class Cd implements Builtin {
  private static final String USAGE = "cd: usage: cd [-L|[-P [-e]] [-@]] [dir]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "LPe@", USAGE);
    if (flags.operands().size() > 1 && shell.wording() == Wording.BASH) {
      throw new CommandException(1, "too many arguments");
    }
    String wanted = flags.operands().isEmpty() ? home(shell) : flags.operands().getFirst();
    boolean back = wanted.equals("-");
    String target = back ? previous(shell) : wanted;
    String found = fromCdpath(shell, target);
    String path = found == null ? target : found;
    go(shell, path, wanted, flags.lastOf("LP") == 'P');
    if (back || found != null) {
      shell.print(shell.process().directory() + "\n");
    }
    return 0;
  }

  private static String home(Shell shell) {
    String home = shell.variables().value("HOME");
    if (home == null) {
      throw new CommandException(1, "HOME not set");
    }
    return home;
  }

  private static String previous(Shell shell) {
    String previous = shell.variables().value("OLDPWD");
    if (previous == null) {
      throw new CommandException(1, "OLDPWD not set");
    }
    return previous;
  }

  /// The directory in one of `CDPATH`'s, or null.
  private static @Nullable String fromCdpath(Shell shell, String target) {
    String paths = shell.variables().value("CDPATH");
    if (paths == null || target.startsWith("/") || target.startsWith(".")) {
      return null;
    }
    for (String path : paths.split(":", -1)) {
      boolean here = path.isEmpty();
      String candidate = here ? target : path + "/" + target;
      if (isDirectory(shell.process(), candidate)) {
        return here ? null : candidate;
      }
    }
    return null;
  }

  private static boolean isDirectory(Process process, String path) {
    try {
      return process.files().status(Files.absolute(process.directory(), path)).isDirectory();
    } catch (FileException missing) {
      return false;
    }
  }

  private static void go(Shell shell, String path, String asWritten, boolean physical) {
    Process process = shell.process();
    if (path.isEmpty()) {
      return;
    }
    String absolute = Files.absolute(process.directory(), path);
    String target;
    try {
      boolean directory = process.files().status(absolute).isDirectory();
      if (!directory) {
        throw new FileException(Errno.ENOTDIR);
      }
      target = physical ? process.files().canonical(absolute) : withoutDots(absolute);
    } catch (FileException e) {
      Wording wording = shell.wording();
      throw new CommandException(wording.status(1), wording.notEntered(asWritten, e.errno()));
    }
    shell.variables().assign("OLDPWD", process.directory());
    shell.variables().export("OLDPWD", true);
    process.directory(target);
    shell.variables().assign("PWD", target);
  }

  /// The path without `.` and `..`, by its names alone.
  private static String withoutDots(String path) {
    ArrayDeque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
