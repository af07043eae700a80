package dev.patchbay.shell.run;

import dev.patchbay.core.Signal;

/// Runs what `trap` has set up ([Traps]): for signals that have come, and for the conditions that
/// are none.
public final class TrapActions {
  private final Shell shell;
  private boolean running;

  /// What `$?` was when the trap at hand began.
  private int statusAtStart;

  TrapActions(Shell shell) {
    this.shell = shell;
  }

  /// Does what `trap` has set up for the signals that have come.
  void runPending() {
    for (Signal signal = shell.traps().takePending();
        signal != null;
        signal = shell.traps().takePending()) {
      String action = shell.traps().action(signal.name());
      if (action == null) {
        throw new Jump.GivenUp();
      }
      run(action);
    }
  }

  /// Does what `trap` has set up for a condition that is no signal.
  private void trapped(String condition) {
    String action = shell.traps().action(condition);
    if (action != null && !running) {
      run(action);
    }
  }

  /// Whether the commands of a trap run.
  boolean isRunning() {
    return running;
  }

  /// The DEBUG trap, before a command.
  void debug() {
    if (shell.traps().any() && (!shell.isInFunction() || shell.has(Option.FUNCTRACE))) {
      trapped("DEBUG");
    }
  }

  /// The ERR trap, after a command whose failure nobody looks at.
  void failed() {
    if (!shell.isInFunction() || shell.has(Option.ERRTRACE)) {
      trapped("ERR");
    }
  }

  /// The RETURN trap, after a function or a file that `.` has run.
  public void returned() {
    if (shell.traps().any()) {
      trapped("RETURN");
    }
  }

  /// Runs the commands of a trap, which leave `$?` as it was.
  void run(String action) {
    int status = shell.status();
    boolean before = running;
    int statusBefore = statusAtStart;
    running = true;
    statusAtStart = status;
    try {
      shell.interpreter().evaluate(action);
    } finally {
      running = before;
      statusAtStart = statusBefore;
    }
    shell.status(status);
  }

  /// The status of the command at hand, or the one that the trap at hand found.
  int statusBefore() {
    return running ? statusAtStart : shell.status();
  }
}
