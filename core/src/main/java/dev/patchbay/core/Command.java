package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// What a process can run: `ip`, `ping`, `cat`, a shell, a program written for the lab. One file a
/// command and one line in its module's `provides`; it is found by its class name, see [Catalogue].
public interface Command {
  /// Runs, and returns the exit status. `args` are the words behind the command's own name, which
  /// is [Process#name].
  ///
  /// Prints to [Process#out] and [Process#err].
  ///
  /// @throws dev.patchbay.core.text.CommandException to end with a message and a status
  /// @throws FileException when standard output cannot be written: told to the user as the C
  ///   library does
  int run(Process process, Args args) throws FileException;
}
