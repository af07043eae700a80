package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import dev.patchbay.shell.tool.SymbolicMode;
import java.util.List;

/// `umask [-p] [-S] [mode]`.
final class Umask implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "pS", "umask: usage: umask [-p] [-S] [mode]");
    int mask = shell.process().umask();
    if (!flags.operands().isEmpty()) {
      mask = mask(shell.wording(), flags.operands().getFirst(), mask);
      shell.process().umask(mask);
    }
    if (flags.operands().isEmpty() || flags.has('S')) {
      String start = flags.has('p') ? flags.has('S') ? "umask -S " : "umask " : "";
      String shown = flags.has('S') ? SymbolicMode.show(~mask & 0777) : "%04o".formatted(mask);
      shell.print(start + shown + "\n");
    }
    return 0;
  }

  private static int mask(Wording wording, String word, int before) {
    if (Character.isDigit(word.isEmpty() ? ' ' : word.charAt(0))) {
      if (!word.matches("[0-7]{1,5}") || Integer.parseInt(word, 8) > 0777) {
        throw new CommandException(
            wording.status(1), wording.notNumeric(word, word + ": octal number out of range"));
      }
      return Integer.parseInt(word, 8);
    }
    int allowed = SymbolicMode.apply(word, ~before & 0777, false, 0);
    if (allowed < 0) {
      throw new CommandException(
          wording.status(1),
          wording == Wording.DASH
              ? "Illegal mode: " + word
              : "`" + word + "': invalid symbolic mode operator");
    }
    return ~allowed & 0777;
  }
}
