package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.host.Terminal;
import java.io.PrintStream;
import java.util.List;

/// The `patchbay` command.
public final class Main {
  /// EX_SOFTWARE of sysexits.h.
  private static final int INTERNAL_ERROR = 70;

  private Main() {}

  /// Runs the command and ends the JVM with its exit status.
  public static void main(String[] words) {
    PrintStream err = System.err;
    int status;
    try {
      status = run(List.of(words));
    } catch (CommandException e) {
      err.println("patchbay: " + e.message());
      status = e.status();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      err.println("patchbay: internal error, please report it: " + where(e));
      status = INTERNAL_ERROR;
    }
    Runtime.getRuntime().halt(status);
  }

  /// A fault of ours in one line: what, and where it was noticed.
  private static String where(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return root + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private static int run(List<String> words) {
    String verb = words.isEmpty() ? "help" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (!rest.isEmpty() && (rest.getFirst().equals("--help") || rest.getFirst().equals("-h"))) {
      return print(Help.of(verb));
    }
    return switch (verb) {
      case "run" -> new RunCommand(RunOptions.parse(rest)).run();
      case "shell" ->
          Terminal.isAt(0)
              ? new ShellCommand(RunOptions.parseShell(rest)).run()
              : new RunCommand(RunOptions.parse(rest.isEmpty() ? List.of("-") : rest)).run();
      case "draw" -> DrawCommand.parse(rest).run();
      case "help", "--help", "-h" -> print(rest.isEmpty() ? Help.all() : Help.of(rest.getFirst()));
      case "version", "--version", "-V" -> print("patchbay " + Version.CURRENT + "\n");
      default ->
          throw new CommandException(
              2, "no command \"" + verb + "\"; expected run, shell, draw, help or version");
    };
  }

  private static int print(String text) {
    System.out.print(text);
    System.out.flush();
    return 0;
  }
}
