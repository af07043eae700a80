package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Bytes;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `. file [argument…]`: runs the file in this shell.
final class Source implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    String usage = ".: usage: . filename [arguments]";
    Flags flags = Flags.of(shell, words, "", usage);
    if (flags.operands().isEmpty() && shell.wording() == Wording.DASH) {
      return 0;
    }
    if (flags.operands().isEmpty()) {
      throw new CommandException(2, "filename argument required\n" + usage);
    }
    String name = flags.operands().getFirst();
    String text;
    try {
      text = Bytes.decode(shell.process().files().read(find(shell, name)));
    } catch (FileException e) {
      shell.complain(shell.wording().notRead(name, e.errno()));
      return Invalid.of(shell, shell.wording().status(1));
    }
    List<String> positional = shell.positional();
    if (flags.operands().size() > 1) {
      shell.positional(flags.operands().subList(1, flags.operands().size()));
    }
    try {
      int status = shell.interpreter().source(name, text);
      shell.executor().trapActions().returned();
      return status;
    } finally {
      if (flags.operands().size() > 1) {
        shell.positional(positional);
      }
    }
  }

  /// A name without a slash is looked for on `PATH`, then here.
  private static String find(Shell shell, String name) {
    Process process = shell.process();
    String path = shell.variables().value("PATH");
    if (name.indexOf('/') < 0 && path != null) {
      for (String directory : path.split(":", -1)) {
        String candidate = Files.absolute(process.directory(), directory + "/" + name);
        if (!directory.isEmpty() && process.files().exists(candidate)) {
          return candidate;
        }
      }
    }
    return Files.absolute(process.directory(), name);
  }
}
