package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Job;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `kill [-s name | -n number | -name] pid | %job…`, `kill -l [status]`.
final class Kill implements Builtin {
  private static final int RTMIN = 34;
  private static final int LAST_SIGNAL = 64;
  private static final String USAGE =
      "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l"
          + " [sigspec]";
  private static final String USAGE_OF_DASH =
      "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    if (words.isEmpty()) {
      return usage(shell);
    }
    String first = words.getFirst();
    if (first.equals("-l") || first.equals("-L")) {
      return list(shell, words.subList(1, words.size()));
    }
    String specified = "TERM";
    int at = 0;
    if (first.equals("-s") || first.equals("-n")) {
      if (words.size() < 2) {
        throw new CommandException(
            shell.wording().status(1),
            shell.wording() == Wording.DASH
                ? "No arg for " + first + " option"
                : first + ": option requires an argument");
      }
      specified = words.get(1);
      at = 2;
    } else if (first.startsWith("-") && !first.equals("--")) {
      specified = first.substring(1);
      at = 1;
    }
    if (at < words.size() && words.get(at).equals("--")) {
      at++;
    }
    if (at == words.size()) {
      return usage(shell);
    }
    return send(shell, specified, words.subList(at, words.size()));
  }

  private static int usage(Shell shell) {
    if (shell.wording() == Wording.DASH) {
      throw new CommandException(2, USAGE_OF_DASH);
    }
    shell.complainRaw(USAGE);
    return 2;
  }

  private static int send(Shell shell, String specified, List<String> targets) {
    boolean probe = specified.equals("0");
    Signal signal = probe ? null : Signal.of(specified.toUpperCase(Locale.ROOT));
    if (signal == null && !probe) {
      throw new CommandException(
          shell.wording().status(1),
          shell.wording() == Wording.DASH
              ? "Illegal option -" + specified.charAt(0)
              : specified + ": invalid signal specification");
    }
    int reached = 0;
    for (String target : targets) {
      reached += send(shell, signal, target) ? 1 : 0;
    }
    // What it has sent to itself arrives before the next command.
    shell.process().checkpoint();
    boolean fine = shell.wording() == Wording.DASH ? reached == targets.size() : reached != 0;
    return fine ? 0 : 1;
  }

  private static boolean send(Shell shell, @Nullable Signal signal, String target) {
    List<Process> processes;
    if (target.startsWith("%")) {
      Job job = shell.jobs().find(target);
      if (job == null) {
        return refuse(shell, shell.wording().noJob(target));
      }
      processes = job.processes().stream().filter(p -> !p.hasEnded()).toList();
      if (processes.isEmpty() && shell.wording() != Wording.DASH) {
        // A job that has ended, and been told of to nobody, is still one.
        return true;
      }
    } else if (target.matches("-?\\d{1,9}")) {
      processes = processes(shell, Integer.parseInt(target));
    } else {
      return refuse(
          shell,
          shell.wording().notNumeric(target, target + ": arguments must be process or job IDs"));
    }
    if (processes.isEmpty()) {
      shell.complain(
          shell.wording() == Wording.DASH
              ? "kill: No such process\n"
              : "kill: (" + target + ") - No such process");
      return false;
    }
    if (signal != null) {
      processes.forEach(process -> process.signal(signal));
    }
    return true;
  }

  /// What is no target: dash gives up, bash goes on with the next.
  private static boolean refuse(Shell shell, String message) {
    if (shell.wording() == Wording.DASH) {
      throw new CommandException(shell.wording().status(1), message);
    }
    shell.complain("kill: " + message);
    return false;
  }

  /// The process of this pid; a negative number or 0 means a group.
  private static List<Process> processes(Shell shell, int pid) {
    var all = shell.process().machine().processes();
    if (pid > 0) {
      Process process = all.find(pid);
      return process == null ? List.of() : List.of(process);
    }
    int group = pid == 0 ? shell.process().group() : -pid;
    return all.all().stream().filter(process -> process.group() == group).toList();
  }

  /// Five signals a line, the real-time ones too.
  private static String table() {
    StringBuilder table = new StringBuilder();
    int column = 0;
    for (int number = 1; number <= LAST_SIGNAL; number++) {
      String name = name(number);
      if (!name.isEmpty()) {
        column++;
        table.append("%2d) %s%s".formatted(number, name, column % 5 == 0 ? "\n" : "\t"));
      }
    }
    return table.append(column % 5 == 0 ? "" : "\n").toString();
  }

  private static String name(int number) {
    if (number >= RTMIN) {
      int half = (RTMIN + LAST_SIGNAL) / 2;
      int above = number - RTMIN;
      int below = LAST_SIGNAL - number;
      return number <= half
          ? "SIGRTMIN" + (above == 0 ? "" : "+" + above)
          : "SIGRTMAX" + (below == 0 ? "" : "-" + below);
    }
    Signal signal = Signal.of(Integer.toString(number));
    return signal == null ? "" : "SIG" + signal.name();
  }

  /// `kill -l`: all signals, or the names of numbers and the numbers of names.
  static int list(Shell shell, List<String> words) throws FileException {
    if (words.isEmpty()) {
      shell.print(table());
      return 0;
    }
    int status = 0;
    for (String word : words) {
      boolean number = word.matches("\\d{1,3}");
      int value = number ? Integer.parseInt(word) : 0;
      String name = word.toUpperCase(Locale.ROOT);
      Signal signal =
          Signal.of(number ? Integer.toString(value > 128 ? value - 128 : value) : name);
      if (signal == null) {
        if (shell.wording() == Wording.DASH) {
          throw new CommandException(
              2,
              number
                  ? "invalid signal number or exit status: " + word
                  : shell.wording().notNumeric(word));
        }
        shell.complain("kill: " + word + ": invalid signal specification");
        status = 1;
      } else {
        shell.print((number ? signal.name() : Integer.toString(signal.number())) + "\n");
      }
    }
    return status;
  }
}
