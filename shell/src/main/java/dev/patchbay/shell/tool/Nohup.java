package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;

/// `nohup command…`: a hangup does not end it.
public final class Nohup implements Command {
  @Override
  public int run(Process process, Args args) {
    List<String> words =
        new Getopt(process.name(), 125, "").stoppingAtOperand().parse(args.rest()).operands();
    Program program = new Program(process);
    if (words.isEmpty()) {
      CommandException missing = program.missingOperand(words);
      throw new CommandException(125, missing.message());
    }
    process.handle(Signal.HUP, Process.IGNORE);
    return Children.become(program, words, "failed to run command ");
  }
}
