package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import java.util.List;

/// What `&` has started: a process for each member of a pipeline.
///
/// @param text how it was written
public record Job(int number, List<Process> processes, String text) {
  /// The process whose pid is `$!` and whose status is the job's.
  public Process last() {
    return processes.getLast();
  }

  /// Whether all of it has ended.
  public boolean hasEnded() {
    return processes.stream().allMatch(Process::hasEnded);
  }
}
