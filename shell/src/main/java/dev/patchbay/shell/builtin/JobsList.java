package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Job;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import java.util.ArrayList;
import java.util.List;

/// `jobs [-lprs] [%job…]`.
final class JobsList implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(
            shell,
            words,
            "lnprs",
            "jobs: usage: jobs [-lnprs] [jobspec ...] or jobs -x command [args]");
    List<Job> jobs = new ArrayList<>();
    for (String word : flags.operands()) {
      Job job = shell.jobs().find(word);
      if (job == null) {
        throw new CommandException(shell.wording().status(1), shell.wording().noJob(word));
      }
      jobs.add(job);
    }
    for (Job job : flags.operands().isEmpty() ? shell.jobs().listed() : jobs) {
      if (jobs.isEmpty() && job.last().endedBy() != null) {
        shell.jobs().bury(job, shell);
        continue;
      }
      if (!flags.has('r') || !job.hasEnded()) {
        shell.print(line(shell, job, flags) + "\n");
      }
      if (job.hasEnded()) {
        shell.jobs().forget(job);
      }
    }
    return 0;
  }

  private static String line(Shell shell, Job job, Flags flags) {
    Process leader = job.processes().getFirst();
    if (flags.has('p')) {
      return Integer.toString(leader.pid());
    }
    String pid = flags.has('l') ? " " + leader.pid() : " ";
    return shell.jobs().line(job, pid, shell.has(Option.MONITOR));
  }
}
