package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Quoting;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `alias [-p] [name[=text]…]`: words that stand for others where a command is expected.
final class Alias implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "p", "alias: usage: alias [-p] [name[=value] ... ]");
    if (flags.operands().isEmpty() || flags.has('p')) {
      for (String name : shell.aliases().keySet()) {
        show(shell, name);
      }
    }
    int status = 0;
    for (String word : flags.operands()) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        status |= define(shell, word.substring(0, equals), word.substring(equals + 1)) ? 0 : 1;
      } else if (shell.aliases().containsKey(word)) {
        show(shell, word);
      } else {
        tell(shell, shell.wording().nothingCalled("alias", word));
        status = 1;
      }
    }
    return status;
  }

  /// Dash tells it without saying where.
  static void tell(Shell shell, String message) {
    if (shell.wording() == Wording.DASH) {
      shell.complainRaw(message);
    } else {
      shell.complain(message);
    }
  }

  private static boolean define(Shell shell, String name, String text) {
    if (name.chars().anyMatch(c -> " \t\n\"'\\$`/&|;()<>".indexOf(c) >= 0)) {
      shell.complain("alias: `" + name + "': invalid alias name");
      return false;
    }
    shell.aliases().put(name, text);
    return true;
  }

  private static void show(Shell shell, String name) throws FileException {
    String start = shell.has(Option.POSIX) ? "" : "alias ";
    shell.print(start + name + "=" + Quoting.single(shell.aliases().getOrDefault(name, "")) + "\n");
  }
}
