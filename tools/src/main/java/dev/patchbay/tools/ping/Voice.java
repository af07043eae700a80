package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;

/// What `ping` says: its standard output, buffered, and its complaints, before which the output is
/// passed on (error(3)). An output that takes nothing is told of at the end only.
public final class Voice {
  private final Process process;
  private boolean direct;
  private boolean failed;

  /// The voice of a process.
  public Voice(Process process) {
    this.process = process;
  }

  /// The name that complaints begin with.
  public String name() {
    return process.name();
  }

  /// From now on nothing is held back: for flood ping, whose dots have no line ends.
  public void direct() {
    direct = true;
  }

  /// Prints text on standard output.
  ///
  /// @throws FileException `EPIPE`, which ends the program
  public Voice print(String text) throws FileException {
    try {
      process.out().print(text);
    } catch (FileException e) {
      note(e);
    }
    return direct ? flush() : this;
  }

  /// Passes on what is held back.
  public Voice flush() throws FileException {
    try {
      process.flush();
    } catch (FileException e) {
      note(e);
    }
    return this;
  }

  private void note(FileException e) throws FileException {
    if (e.errno() == Errno.EPIPE) {
      throw e;
    }
    failed = true;
  }

  /// Prints a line on standard error, with the command's name.
  public void warn(String message) throws FileException {
    flush();
    process.complain(name() + ": " + message);
  }

  /// Prints text on standard error as it is.
  public void complain(String text) {
    process.complain(text);
  }

  /// What ends the command with a line on standard error.
  public CommandException fatal(int status, String message) throws FileException {
    flush();
    return new CommandException(status, name() + ": " + message);
  }

  /// What ends the command because the kernel refuses something.
  public CommandException refused(String what, Errno errno) throws FileException {
    return fatal(2, what + ": " + errno.text());
  }

  /// The exit status: that of the command, unless its output could not be written.
  public int end(int status) throws FileException {
    flush();
    if (!failed) {
      return status;
    }
    process.complain(name() + ": write error");
    return 1;
  }
}
