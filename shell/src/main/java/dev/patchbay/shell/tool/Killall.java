package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `killall [-signal | -s signal] [-q] [-w] name…`.
public final class Killall implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    String specified = "TERM";
    if (!words.isEmpty() && words.getFirst().matches("-([A-Z][A-Z0-9]+|\\d+)")) {
      specified = words.removeFirst().substring(1);
    }
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "s|signal= q|quiet w|wait v|verbose e|exact I|ignore-case")
            .parse(words);
    Program program = new Program(process);
    String named = options.value("signal");
    String wanted = named == null ? specified : named;
    Signal signal = Signal.of(wanted.toUpperCase(Locale.ROOT));
    if (signal == null) {
      throw new CommandException(
          1, wanted + ": unknown signal; " + program.name() + " -l lists signals.");
    }
    if (options.operands().isEmpty()) {
      throw new CommandException(1, "Usage: killall [OPTION]... [--] NAME...");
    }
    for (String name : options.operands()) {
      kill(program, options, name, signal);
    }
    return program.status();
  }

  private static void kill(Program program, Getopt.Parsed options, String name, Signal signal) {
    List<Process> found =
        program.process().machine().processes().all().stream()
            .filter(p -> p != program.process() && ProcessSearch.name(p).equals(name))
            .toList();
    found.forEach(p -> p.signal(signal));
    if (found.isEmpty()) {
      String message = name + ": no process found";
      program.fail(options.has("quiet") ? "" : message);
    }
    if (options.has("wait")) {
      found.forEach(Process::await);
    }
  }
}
