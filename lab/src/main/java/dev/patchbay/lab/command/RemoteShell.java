package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.machine.Home;
import java.util.ArrayList;
import java.util.List;

/// A shell of a machine that a process of another one waits for, with the same standard streams.
final class RemoteShell {
  /// What `ssh` ends with when there is nobody at the other end.
  static final int UNREACHABLE = 255;

  private static final String SHELL = "bash";

  private final Process process;
  private final Home home;

  /// A shell of `home` for `process`.
  RemoteShell(Process process, Home home) {
    this.process = process;
    this.home = home;
  }

  /// Runs a line of shell text from `folder`, or, when the text is empty, what standard input says;
  /// returns its exit status.
  int text(String text, String folder) {
    return start(text.isEmpty() ? List.of() : List.of("-c", text), folder);
  }

  /// Runs a command with its arguments, each as it is.
  int command(List<String> words, String folder) {
    List<String> all = new ArrayList<>(List.of("-c", "\"$@\"", SHELL));
    all.addAll(words);
    return start(all, folder);
  }

  private int start(List<String> words, String folder) {
    Process shell = home.process(process.descriptors().share());
    if (home.files().exists(folder)) {
      shell.directory(folder);
    }
    Command bash = home.machine().processes().programs().find(shell, SHELL);
    if (bash == null) {
      shell.end(UNREACHABLE);
      throw new CommandException(UNREACHABLE, process.name() + ": " + SHELL + ": not found");
    }
    List<String> all = new ArrayList<>(List.of(SHELL));
    all.addAll(words);
    try {
      return shell.exec(bash, all);
    } catch (Killed e) {
      hangUp(shell, e.signal());
      throw e;
    }
  }

  /// Who waited is gone: what the shell has started gets the signal, too.
  private void hangUp(Process shell, Signal signal) {
    for (Process other : home.machine().processes().all()) {
      if (other.group() == shell.group()) {
        other.signal(signal);
      }
    }
  }
}
