package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.SpecialBuiltins;
import java.util.List;

/// `enable [-anps] [name…]`: which builtins there are.
final class Enable implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(
            shell, words, "anps", "enable: usage: enable [-a] [-dnps] [-f filename] [name ...]");
    if (flags.operands().isEmpty()) {
      for (String name : shell.builtins().keySet().stream().sorted().toList()) {
        show(shell, flags, name);
      }
      return 0;
    }
    int status = 0;
    for (String name : flags.operands()) {
      if (!shell.builtins().containsKey(name)) {
        shell.complain("enable: " + name + ": not a shell builtin");
        status = 1;
      } else if (flags.has('n')) {
        shell.disabled().add(name);
      } else {
        shell.disabled().remove(name);
      }
    }
    return status;
  }

  private static void show(Shell shell, Flags flags, String name) throws FileException {
    boolean disabled = shell.disabled().contains(name);
    boolean meant = flags.has('a') || disabled == flags.has('n');
    if (meant && (!flags.has('s') || SpecialBuiltins.contains(name))) {
      shell.print((disabled ? "enable -n " : "enable ") + name + "\n");
    }
  }
}
