package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Wording;
import dev.patchbay.shell.tool.PrintfFormat;
import java.util.List;

/// `printf [-v name] format [argument…]`.
final class Printf implements Builtin {
  private static final String USAGE = "printf: usage: printf [-v var] format [arguments]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "v:", USAGE);
    boolean isDash = shell.wording() == Wording.DASH;
    if (flags.operands().isEmpty() && isDash) {
      throw new CommandException(2, "usage: printf format [arg ...]");
    }
    if (flags.operands().isEmpty()) {
      shell.complainRaw(USAGE);
      return 2;
    }
    String name = flags.value('v');
    if (name != null && !Names.isPlace(name)) {
      throw new CommandException(2, "`" + name + "': not a valid identifier");
    }
    PrintfFormat format =
        new PrintfFormat(
            isDash ? PrintfFormat.Dialect.DASH : PrintfFormat.Dialect.BASH,
            shell.process().loop().now(),
            message -> shell.complain("printf: " + message));
    String text = format.apply(flags.operands());
    if (name == null) {
      shell.print(text);
    } else {
      assign(shell, name, text);
    }
    if (isDash && format.isInvalid()) {
      return 2;
    }
    return format.failed() ? 1 : 0;
  }

  private static void assign(Shell shell, String name, String text) {
    int open = name.indexOf('[');
    if (open < 0) {
      shell.variables().assign(name, text);
    } else {
      String array = name.substring(0, open);
      String subscript = name.substring(open + 1, name.length() - 1);
      shell.variables().assign(array, shell.executor().expander().key(array, subscript), text);
    }
  }
}
