package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Job;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `wait [-n] [pid | %job…]`.
final class Wait implements Builtin {
  private static final int NOT_FOUND = 127;

  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(shell, words, "fnp:", "wait: usage: wait [-fn] [-p var] [id ...]");
    if (flags.has('n')) {
      return awaitNext(shell);
    }
    if (flags.operands().isEmpty()) {
      return awaitAll(shell);
    }
    int status = 0;
    for (String word : flags.operands()) {
      status = await(shell, word);
    }
    return status;
  }

  private static int awaitAll(Shell shell) {
    for (Job job : shell.jobs().all()) {
      for (Process process : job.processes()) {
        int interrupted = await(shell, List.of(process));
        if (interrupted > 0) {
          return interrupted;
        }
      }
      shell.jobs().bury(job, shell);
    }
    return 0;
  }

  private static int await(Shell shell, String word) {
    Job job = shell.jobs().find(word);
    if (job == null) {
      boolean number = word.matches("\\d{1,9}");
      boolean spec = word.startsWith("%");
      if (shell.wording() == Wording.DASH) {
        return unknownToDash(word, number, spec);
      }
      shell.complain(
          "wait: "
              + (number
                  ? "pid " + word + " is not a child of this shell"
                  : spec ? word + ": no such job" : "`" + word + "': not a pid or valid job spec"));
      return number || spec ? NOT_FOUND : 1;
    }
    Process process = meant(job, word);
    int interrupted = await(shell, List.of(process));
    if (interrupted > 0) {
      return interrupted;
    }
    if (job.hasEnded()) {
      shell.jobs().bury(job, shell);
    }
    return process.status();
  }

  /// Dash says nothing of a process that is not its own.
  private static int unknownToDash(String word, boolean number, boolean spec) {
    if (!number) {
      Wording wording = Wording.DASH;
      throw new CommandException(
          wording.status(1), spec ? wording.noJob(word) : wording.notNumeric(word));
    }
    return NOT_FOUND;
  }

  private static Process meant(Job job, String word) {
    return job.processes().stream()
        .filter(process -> Integer.toString(process.pid()).equals(word))
        .findFirst()
        .orElse(job.last());
  }

  private static int awaitNext(Shell shell) {
    List<Process> all = shell.jobs().all().stream().map(Job::last).toList();
    if (all.isEmpty()) {
      return NOT_FOUND;
    }
    int interrupted = await(shell, all);
    if (interrupted > 0) {
      return interrupted;
    }
    for (Job job : shell.jobs().all()) {
      if (job.last().hasEnded()) {
        shell.jobs().bury(job, shell);
        return job.last().status();
      }
    }
    return NOT_FOUND;
  }

  /// Waits for one of them; when a signal with a trap came first, 128 and its number, else 0.
  private static int await(Shell shell, List<Process> processes) {
    shell.jobs().awaitAny(processes, shell.process(), () -> shell.traps().peekPending() != null);
    Signal signal = shell.traps().peekPending();
    boolean ended = processes.stream().anyMatch(Process::hasEnded);
    return signal == null || ended ? 0 : 128 + signal.number();
  }
}
