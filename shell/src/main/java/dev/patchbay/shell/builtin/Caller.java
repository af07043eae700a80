package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Frame;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `caller [n]`: the line that the function at hand, or the n-th around it, was called from.
final class Caller implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    List<Frame> frames = List.copyOf(shell.frames());
    if (frames.isEmpty()) {
      return 1;
    }
    if (words.isEmpty()) {
      shell.print(frames.getFirst().line() + " " + source(shell, frames, 1) + "\n");
      return 0;
    }
    String word = words.getFirst();
    if (!word.matches("\\d{1,9}")) {
      throw new CommandException(2, word + ": invalid number\ncaller: usage: caller [expr]");
    }
    int index = Integer.parseInt(word);
    if (index >= frames.size()) {
      return 1;
    }
    String function = index + 1 < frames.size() ? frames.get(index + 1).function() : "main";
    shell.print(
        frames.get(index).line() + " " + function + " " + source(shell, frames, index + 1) + "\n");
    return 0;
  }

  private static String source(Shell shell, List<Frame> frames, int index) {
    return index < frames.size() ? frames.get(index).source() : shell.script();
  }
}
