package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.DateFormat;
import dev.patchbay.core.time.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `watch [-n seconds] [-t] [-g] [-e] [-x] command…`: runs the command again and again, each time
/// on a clean screen.
public final class Watch implements Command {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "n|interval= t|no-title d|differences=? g|chgexit e|errexit b|beep x|exec "
                    + "c|color p|precise")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw new CommandException(1, "Usage:\n " + program.name() + " [options] command");
    }
    String written = options.value("interval");
    long interval =
        Durations.nanos(written == null ? "2" : written)
            .orElseThrow(() -> program.refusal(1, "failed to parse argument: '" + written + "'"));
    String text = String.join(" ", options.operands());
    List<String> argv = options.has("exec") ? options.operands() : List.of("sh", "-c", text);
    while (true) {
      program.print(CLEAR);
      if (!options.has("no-title")) {
        program.print(title(process, interval, text));
      }
      process.flush();
      Process child = process.fork();
      int status = child.exec(Children.find(program, argv.getFirst(), ""), new ArrayList<>(argv));
      if (status != 0 && options.has("errexit")) {
        return 8;
      }
      process.loop().sleep(Math.max(interval, 100_000_000), Bound.ENDLESS);
    }
  }

  private static String title(Process process, long interval, String text) {
    String every = String.format(Locale.ROOT, "Every %.1fs: %s", interval / 1e9, text);
    String right =
        process.machine().hostname()
            + ": "
            + DateFormat.format("%a %b %e %H:%M:%S %Y", process.loop().now());
    int blanks = Math.max(80 - every.length() - right.length(), 1);
    return every + " ".repeat(blanks) + right + "\n\n";
  }
}
