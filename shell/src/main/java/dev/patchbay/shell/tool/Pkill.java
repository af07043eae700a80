package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `pkill [-signal] [-cefinovx] pattern`.
public final class Pkill implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    Signal signal = Signal.TERM;
    if (!words.isEmpty() && words.getFirst().startsWith("-")) {
      Signal named = Signal.of(words.getFirst().substring(1).toUpperCase(Locale.ROOT));
      if (named != null) {
        signal = named;
        words.removeFirst();
      }
    }
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                2,
                "c|count e|echo f|full i|ignore-case n|newest o|oldest v|inverse x|exact "
                    + "|signal=")
            .parse(words);
    Program program = new Program(process);
    String named = options.value("signal");
    Signal wanted = named == null ? signal : Signal.of(named.toUpperCase(Locale.ROOT));
    if (wanted == null) {
      throw program.refusal(2, "unknown signal name: " + named);
    }
    List<Process> found = new ProcessSearch(program, options).find();
    for (Process one : found) {
      one.signal(wanted);
      if (options.has("echo")) {
        program.print(ProcessSearch.name(one) + " killed (pid " + one.pid() + ")\n");
      }
    }
    if (options.has("count")) {
      program.print(found.size() + "\n");
    }
    return found.isEmpty() ? 1 : 0;
  }
}
