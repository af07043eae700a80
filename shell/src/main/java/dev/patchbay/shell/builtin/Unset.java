package dev.patchbay.shell.builtin;

import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.syntax.Names;
import java.util.List;

/// `unset [-f] [-v] name…`.
final class Unset implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(words, "fvn", "unset: usage: unset [-f] [-v] [-n] [name ...]");
    int status = 0;
    for (String name : flags.operands()) {
      boolean variable = shell.variables().find(name) != null;
      if (flags.has('f') || (!flags.has('v') && !variable && shell.functions().containsKey(name))) {
        shell.functions().remove(name);
      } else if (!Names.isName(name)) {
        shell.complain("unset: `" + name + "': not a valid identifier");
        status = 1;
      } else if (!shell.variables().unset(name)) {
        shell.complain("unset: " + name + ": cannot unset: readonly variable");
        status = 1;
      }
    }
    return status;
  }
}
