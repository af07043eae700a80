package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Job;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `fg [%job]` and `bg [%job…]`, under `set -m`: a job goes on, in front or behind.
final class Resume implements Builtin {
  private final boolean front;

  Resume(boolean front) {
    this.front = front;
  }

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    if (!shell.has(Option.MONITOR)) {
      throw new CommandException(
          shell.wording().status(1),
          shell.wording() == Wording.DASH ? "No current job" : "no job control");
    }
    List<String> wanted = words.isEmpty() ? List.of("%+") : words;
    if (front) {
      return foreground(shell, job(shell, wanted.getFirst()));
    }
    for (String word : wanted) {
      background(shell, job(shell, word));
    }
    return 0;
  }

  private static Job job(Shell shell, String word) {
    Job job = shell.jobs().find(word);
    if (job == null) {
      throw new CommandException(1, (word.equals("%+") ? "current" : word) + ": no such job");
    }
    return job;
  }

  private static int foreground(Shell shell, Job job) throws FileException {
    shell.print(job.text() + "\n");
    shell.process().flush();
    job.processes().forEach(process -> process.signal(Signal.CONT));
    if (shell.dialogue() != null) {
      return inDialogue(shell, job);
    }
    for (Process process : job.processes()) {
      shell.jobs().awaitAny(List.of(process), shell.process(), () -> false);
    }
    shell.jobs().forget(job);
    return job.last().status();
  }

  private static int inDialogue(Shell shell, Job job) {
    int status = shell.executor().front(job);
    if (job.hasEnded()) {
      shell.jobs().forget(job);
    }
    return status;
  }

  private static void background(Shell shell, Job job) throws FileException {
    if (!job.isStopped()) {
      shell.complain("bg: job " + job.number() + " already in background");
      return;
    }
    shell.print(shell.jobs().label(job) + " " + job.text() + " &\n");
    job.processes().forEach(process -> process.signal(Signal.CONT));
  }
}
