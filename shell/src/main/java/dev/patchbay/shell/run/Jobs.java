package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Wait;
import dev.patchbay.shell.syntax.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The jobs of a shell, and those that have ended but were not asked for yet.
public final class Jobs {
  private static final Set<Signal> QUIET = EnumSet.of(Signal.INT, Signal.TERM, Signal.PIPE);

  private final List<Job> jobs = new ArrayList<>();

  /// The parent's: a subshell can list them, but they are not its children.
  private final List<Job> inherited = new ArrayList<>();

  private @Nullable Wait waiting;

  Jobs() {}

  /// Adds a job with the next number.
  Job add(List<Process> processes, Node command) {
    jobs.removeIf(job -> job.hasEnded() && jobs.size() > 1000);
    int number = jobs.isEmpty() ? 1 : jobs.getLast().number() + 1;
    Job job = new Job(number, List.copyOf(processes), command);
    jobs.add(job);
    return job;
  }

  /// The job of these processes, which becomes one if it is none yet.
  Job keep(List<Process> processes, Node command) {
    return jobs.stream()
        .filter(job -> job.processes().equals(processes))
        .findFirst()
        .orElseGet(() -> add(processes, command));
  }

  void inherit(Jobs parent) {
    inherited.addAll(parent.listed());
  }

  /// Those that `jobs` shows.
  public List<Job> listed() {
    return jobs.isEmpty() ? List.copyOf(inherited) : all();
  }

  /// How `jobs` shows one; only a shell that controls its jobs hears that one has stopped.
  public String line(Job job, boolean controlled) {
    return line(job, " ", controlled);
  }

  /// As [#line(Job, boolean)], with `pid` in front.
  public String line(Job job, String pid, boolean controlled) {
    String state = job.state(controlled);
    String end = state.equals("Running") ? " &" : "";
    return "%s%s %-23s %s%s".formatted(label(job), pid, state, job.text(), end);
  }

  /// Its number, and whether it is the one that `fg` takes, or the one after that: `[2]+`.
  public String label(Job job) {
    int back = listed().size() - listed().indexOf(job);
    return "[" + job.number() + "]" + (back == 1 ? "+" : back == 2 ? "-" : " ");
  }

  /// All of them, oldest first.
  public List<Job> all() {
    return List.copyOf(jobs);
  }

  /// Forgets one that has been reported.
  public void forget(Job job) {
    jobs.remove(job);
  }

  /// Forgets one that has ended, and tells of a signal that has ended it, unless it is one that
  /// scripts end their jobs with.
  public void bury(Job job, Shell shell) {
    jobs.remove(job);
    Signal signal = job.last().endedBy();
    if (signal != null && !QUIET.contains(signal)) {
      shell.complain("%5d %-23s %s".formatted(job.last().pid(), signal.text(), job.text()));
    }
  }

  /// The job that a pid of it or `%1`, `%%`, `%+`, `%-`, `%name`, `%?part` means; null when there
  /// is none.
  public @Nullable Job find(String word) {
    if (!word.startsWith("%")) {
      return withPid(word);
    }
    String id = word.substring(1);
    if (id.isEmpty() || id.equals("%") || id.equals("+") || id.equals("-")) {
      int back = id.equals("-") && jobs.size() > 1 ? 2 : 1;
      return jobs.isEmpty() ? null : jobs.get(jobs.size() - back);
    }
    for (Job job : jobs.reversed()) {
      boolean meant =
          id.startsWith("?") ? job.text().contains(id.substring(1)) : job.text().startsWith(id);
      if (meant || Integer.toString(job.number()).equals(id)) {
        return job;
      }
    }
    return null;
  }

  private @Nullable Job withPid(String word) {
    for (Job job : jobs) {
      for (Process process : job.processes()) {
        if (Integer.toString(process.pid()).equals(word)) {
          return job;
        }
      }
    }
    return null;
  }

  /// Waits until one of the processes has ended or `interrupted`; while it lasts, their waits
  /// choose the gear.
  public void awaitAny(List<Process> processes, Process shell, BooleanSupplier interrupted) {
    Wait wait = new Wait(shell.loop());
    waiting = wait;
    foreground(processes, true);
    try {
      processes.forEach(process -> process.whenEnded(wait));
      while (!interrupted.getAsBoolean() && processes.stream().noneMatch(Process::hasEnded)) {
        shell.loop().await(wait, Bound.OTHERS);
      }
    } finally {
      foreground(processes, false);
      waiting = null;
    }
  }

  /// Their shell ends: those that are stopped end too.
  void abandon() {
    for (Job job : jobs) {
      if (job.isStopped()) {
        job.processes().forEach(process -> process.signal(Signal.TERM));
        job.processes().forEach(process -> process.signal(Signal.CONT));
      }
    }
  }

  /// Waits until each of the processes has ended or stopped; meanwhile their waits choose the gear.
  void awaitFront(List<Process> processes, Process shell) {
    Wait wait = new Wait(shell.loop());
    Runnable changed = wait::signal;
    foreground(processes, true);
    for (Process process : processes) {
      process.whenEnded(wait);
      process.watch(changed);
    }
    try {
      while (!processes.stream().allMatch(each -> each.hasEnded() || each.isStopped())) {
        shell.loop().await(wait, Bound.OTHERS);
      }
    } finally {
      processes.forEach(process -> process.unwatch(changed));
      foreground(processes, false);
    }
  }

  private static void foreground(List<Process> processes, boolean value) {
    for (Process process : processes) {
      Task task = process.task();
      if (task != null && !process.hasEnded()) {
        task.foreground(value);
      }
    }
  }

  /// A signal has come for which there is a trap: `wait` goes on.
  void interrupt() {
    Wait wait = waiting;
    if (wait != null) {
      wait.signal();
    }
  }
}
