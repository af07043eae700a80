package dev.patchbay.lab;

import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.time.Task;
import dev.patchbay.lab.machine.Machines;
import dev.patchbay.shell.Session;
import java.util.List;
import java.util.function.IntSupplier;

/// A shell at work in a lab: the process it is, and the turns that the calling thread takes for it.
final class Script implements AutoCloseable {
  private final Process process;
  private final Session shell;
  private final Machines machines;

  /// `process` is nobody's child and does nothing yet; `shell` is the shell it is.
  Script(Process process, Session shell, Machines machines) {
    this.process = process;
    this.shell = shell;
    this.machines = machines;
  }

  Process process() {
    return process;
  }

  Session shell() {
    return shell;
  }

  /// Does `work` as the lab's foreground; the calling thread holds the baton meanwhile.
  int work(IntSupplier work) {
    Task task = process.loop().enter();
    try {
      process.enter();
      return work.getAsInt();
    } finally {
      process.loop().leave(task);
    }
  }

  /// A signal from outside: what runs in the foreground gets it first, then the script itself. Of
  /// Ctrl-C the script hears no more when the last program takes it as a wish to end well, as
  /// `ping` does: it goes on, as bash does, unless it has a trap for it.
  void interrupt(Signal signal) {
    Process leader = leader();
    boolean taken = leader != process && (signal == Signal.INT || signal == Signal.QUIT);
    for (Process other : leader.machine().processes().all()) {
      if (other != process && other.group() == leader.group()) {
        Runnable handler = other.handler(signal);
        if (handler != Process.IGNORE) {
          taken = leader != process || handler != null;
        }
        other.signal(signal);
      }
    }
    if (!taken || signal != Signal.INT || process.handler(signal) != null) {
      process.signal(signal);
    }
  }

  /// Ctrl-Z: what runs in the foreground stops, unless that is a shell.
  void stop() {
    Process leader = leader();
    if (leader == process || leader.handler(Signal.TSTP) != null) {
      return;
    }
    for (Process other : leader.machine().processes().all()) {
      if (other.group() == leader.group()) {
        other.signal(Signal.TSTP);
      }
    }
  }

  private Process leader() {
    Process front = process.machine().world().front();
    return front == null ? process : front;
  }

  /// Runs a whole script as the program that the process is; returns the exit status, which is 128
  /// and the signal's number when a signal ended it.
  int live(String text) {
    return work(() -> {
      try {
        return shell.live(text);
      } catch (Killed e) {
        if (e.process() != process) {
          throw e;
        }
        return 128 + e.signal().number();
      }
    });
  }

  /// What runs in the lab now, on whatever machine.
  List<Process> processes() {
    return machines.processes();
  }

  /// Ends the shell and every process of the lab.
  @Override
  public void close() {
    work(() -> {
      machines.killAll(process);
      return process.end(0);
    });
  }
}
