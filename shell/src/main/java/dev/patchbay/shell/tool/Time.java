package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;
import java.util.Locale;

/// `time [-p] command…`: how much of the lab's time it takes.
public final class Time implements Command {
  @Override
  public int run(Process process, Args args) {
    Getopt.Parsed options =
        new Getopt(process.name(), 125, "p|portability v|verbose q|quiet")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    List<String> words = options.operands();
    if (words.isEmpty()) {
      throw new CommandException(125, "Usage: time [-apvV] [-f format] [-o file] command [arg...]");
    }
    long start = process.loop().now();
    Command command = Children.find(program, words.getFirst(), "cannot run ");
    int status = process.fork().exec(command, words);
    double seconds = (process.loop().now() - start) / 1e9;
    String report =
        options.has("portability")
            ? String.format(Locale.ROOT, "real %.2f\nuser 0.00\nsys 0.00", seconds)
            : String.format(
                Locale.ROOT,
                "0.00user 0.00system %d:%05.2felapsed 0%%CPU (0avgtext+0avgdata 0maxresident)k\n"
                    + "0inputs+0outputs (0major+0minor)pagefaults 0swaps",
                (long) seconds / 60,
                seconds % 60);
    process.complain(report);
    return status;
  }
}
