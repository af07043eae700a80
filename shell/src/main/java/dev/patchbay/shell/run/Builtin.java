package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileException;
import java.util.List;

/// A command that the shell runs itself, because it changes the shell.
@FunctionalInterface
public interface Builtin {
  /// Runs and returns the status; `arguments` are the words behind its name.
  ///
  /// @throws dev.patchbay.core.text.CommandException to end with a message, which the shell begins
  ///   with its own name and the builtin's
  /// @throws FileException when standard output cannot be written
  int run(Shell shell, List<String> arguments) throws FileException;
}
