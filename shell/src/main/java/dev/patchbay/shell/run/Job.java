package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.shell.syntax.Listing;
import dev.patchbay.shell.syntax.Node;
import java.util.List;

/// What `&` has started: a process for each member of a pipeline.
public record Job(int number, List<Process> processes, Node command) {
  /// How `jobs` shows its commands.
  public String text() {
    return Listing.command(command);
  }

  /// The process whose pid is `$!` and whose status is the job's.
  public Process last() {
    return processes.getLast();
  }

  /// What `jobs` says of it; only a shell that controls its jobs hears that one has stopped.
  public String state(boolean controlled) {
    if (!hasEnded()) {
      return controlled && isStopped() ? "Stopped" : "Running";
    }
    Signal signal = last().endedBy();
    int status = last().status();
    return signal != null ? signal.text() : status == 0 ? "Done" : "Exit " + status;
  }

  /// Whether it waits to be continued.
  public boolean isStopped() {
    return processes.stream().anyMatch(Process::isStopped);
  }

  /// Whether all of it has ended.
  public boolean hasEnded() {
    return processes.stream().allMatch(Process::hasEnded);
  }
}
