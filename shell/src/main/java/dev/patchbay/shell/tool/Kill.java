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
import org.jspecify.annotations.Nullable;

/// `kill [-signal | -s signal] pid…`, the program of procps that `xargs` and `sudo` find.
public final class Kill implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    List<String> words = new ArrayList<>(args.rest());
    if (words.isEmpty()) {
      throw new CommandException(1, "\nUsage:\n kill [options] <pid> [...]");
    }
    String specified = "TERM";
    String first = words.getFirst();
    if (first.equals("-l") || first.equals("-L")) {
      return list(program);
    }
    if (first.equals("-s") && words.size() > 1) {
      specified = words.get(1);
      words.subList(0, 2).clear();
    } else if (first.startsWith("-") && first.length() > 1) {
      specified = first.substring(1);
      words.removeFirst();
    }
    Signal signal = signal(program, specified);
    for (String word : words) {
      if (!word.equals("--")) {
        send(program, word, signal);
      }
    }
    process.checkpoint();
    return program.status();
  }

  private static int list(Program program) throws FileException {
    for (Signal signal : Signal.values()) {
      program.print(signal.name() + "\n");
    }
    return 0;
  }

  private static @Nullable Signal signal(Program program, String word) {
    Signal signal = Signal.of(word.toUpperCase(Locale.ROOT));
    if (signal == null && !word.equals("0")) {
      throw program.refusal(1, "unknown signal name " + word);
    }
    return signal;
  }

  private static void send(Program program, String word, @Nullable Signal signal) {
    if (!word.matches("-?\\d{1,9}")) {
      program.complain("failed to parse argument: '" + word + "'");
      return;
    }
    int pid = Integer.parseInt(word);
    List<Process> meant =
        program.process().machine().processes().all().stream()
            .filter(p -> pid > 0 ? p.pid() == pid : p.group() == -pid)
            .toList();
    if (meant.isEmpty()) {
      program.complain("(" + word + "): No such process");
    } else if (signal != null) {
      meant.forEach(p -> p.signal(signal));
    }
  }
}
