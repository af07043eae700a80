package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `hash [-lrdt] [name…]`: a lab's programs are found anew each time, so there is nothing to
/// remember; names are looked for.
final class Hash implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(shell, words, "lrp:dt", "hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]");
    if (words.isEmpty()) {
      shell.print("hash: hash table empty\n");
    }
    int status = 0;
    for (String name : flags.operands()) {
      boolean own = shell.builtin(name) != null || shell.functions().has(name);
      String path = Meaning.program(shell, name);
      if (path == null && !own) {
        shell.complain("hash: " + name + ": not found");
        status = 1;
      } else if (flags.has('t') && path != null) {
        shell.print((flags.operands().size() > 1 ? name + "\t" : "") + path + "\n");
      }
    }
    return status;
  }
}
