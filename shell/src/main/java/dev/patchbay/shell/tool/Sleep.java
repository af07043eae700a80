package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Bound;
import java.util.OptionalLong;

/// `sleep time…`, in the lab's time.
public final class Sleep implements Command {
  @Override
  public int run(Process process, Args args) {
    Getopt.Parsed options = new Getopt(process.name(), 1, "").parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    long total = 0;
    StringBuilder faults = new StringBuilder();
    for (String word : options.operands()) {
      OptionalLong time = Durations.nanos(word);
      if (time.isEmpty()) {
        faults
            .append(program.name())
            .append(": invalid time interval '")
            .append(word)
            .append("'\n");
      }
      long more = time.orElse(0);
      total = total > Long.MAX_VALUE - more ? Long.MAX_VALUE : total + more;
    }
    if (!faults.isEmpty()) {
      throw new CommandException(
          1, faults + "Try '" + program.name() + " --help' for more information.");
    }
    process.loop().sleep(total, total == Long.MAX_VALUE ? Bound.ENDLESS : Bound.BOUNDED);
    return 0;
  }
}
