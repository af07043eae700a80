package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `help [name…]`: which commands the shell runs itself.
final class Help implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    List<String> names = shell.builtins().keySet().stream().sorted().toList();
    if (words.isEmpty()) {
      shell.print("The lab's shell runs these commands itself:\n" + String.join(" ", names) + "\n");
      return 0;
    }
    int status = 0;
    for (String word : words) {
      if (word.startsWith("-")) {
        continue;
      }
      if (names.contains(word)) {
        shell.print(word + ": a command of the shell; its options are those of bash 5.2\n");
      } else {
        shell.complain(
            "help: no help topics match `"
                + word
                + "'.  Try `help help' or `man -k "
                + word
                + "' or `info "
                + word
                + "'.");
        status = 1;
      }
    }
    return status;
  }
}
