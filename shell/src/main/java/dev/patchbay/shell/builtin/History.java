package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Dialogue;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `history [-c] [n]`: what has been typed at the prompt. A shell that talks to nobody has none.
final class History implements Builtin {
  private static final String USAGE = "history: usage: history [-c] [n]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "c", USAGE);
    Dialogue dialogue = shell.dialogue();
    if (dialogue == null) {
      return 0;
    }
    LineEditor editor = dialogue.editor();
    if (flags.has('c')) {
      editor.forgetHistory();
      return 0;
    }
    List<String> lines = editor.history();
    int first = flags.operands().isEmpty() ? 0 : lines.size() - count(flags.operands().getFirst());
    for (int i = Math.max(first, 0); i < lines.size(); i++) {
      shell.print("%5d  %s%n".formatted(i + 1, lines.get(i)));
    }
    return 0;
  }

  private static int count(String word) {
    try {
      return Integer.parseUnsignedInt(word);
    } catch (NumberFormatException e) {
      throw new CommandException(1, "history: " + word + ": numeric argument required");
    }
  }
}
