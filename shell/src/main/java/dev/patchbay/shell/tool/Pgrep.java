package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `pgrep [-acfilnovx] pattern`.
public final class Pgrep implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                2,
                "a|list-full c|count f|full i|ignore-case l|list-name n|newest o|oldest "
                    + "v|inverse x|exact d|delimiter=")
            .parse(args.rest());
    Program program = new Program(process);
    List<Process> found = new ProcessSearch(program, options).find();
    if (options.has("count")) {
      program.print(found.size() + "\n");
      return found.isEmpty() ? 1 : 0;
    }
    String delimiter = options.value("delimiter");
    program.print(
        found.isEmpty()
            ? ""
            : String.join(
                    delimiter == null ? "\n" : delimiter,
                    found.stream().map(p -> line(options, p)).toList())
                + "\n");
    return found.isEmpty() ? 1 : 0;
  }

  private static String line(Getopt.Parsed options, Process process) {
    if (options.has("list-full")) {
      return process.pid() + " " + String.join(" ", process.words());
    }
    return options.has("list-name")
        ? process.pid() + " " + ProcessSearch.name(process)
        : Integer.toString(process.pid());
  }
}
