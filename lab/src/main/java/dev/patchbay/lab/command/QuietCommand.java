package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import java.util.List;

/// A command that is run in a namespace of any machine, its output thrown away.
final class QuietCommand {
  /// Runs it for `process`, which waits; returns its exit status.
  static int run(Process process, Netns netns, List<String> words) throws FileException {
    process.flush();
    Process child = child(process, netns);
    try {
      child.netns(netns);
      OpenFile nowhere = child.files().open("/dev/null", OpenMode.WRITE, 0);
      child.descriptors().set(0, child.files().open("/dev/null", OpenMode.READ, 0));
      child.descriptors().set(1, nowhere);
      child.descriptors().set(2, nowhere.share());
      Command command = netns.machine().processes().programs().find(child, words.getFirst());
      if (command == null) {
        throw new CommandException(
            1, process.name() + ": " + words.getFirst() + ": command not found");
      }
      return child.exec(command, words);
    } finally {
      child.end(1);
    }
  }

  private static Process child(Process process, Netns netns) {
    return netns.machine() == process.machine()
        ? process.fork()
        : new Places(process).home(netns.machine().name()).process(process.descriptors().share());
  }

  private QuietCommand() {}
}
