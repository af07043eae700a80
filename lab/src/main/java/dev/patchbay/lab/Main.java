package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.host.Terminal;
import java.io.PrintStream;
import java.util.List;

/// The `patchbay` command.
public final class Main {
  private static final String HELP =
      """
      patchbay: Linux networks inside one process

        patchbay run FILE [ARG…]     run a shell script of Linux network commands in a fresh lab
        patchbay run -c TEXT         run the text
        patchbay run -               run standard input
        patchbay shell [FILE]        type commands into a fresh lab, which FILE may have prepared
        patchbay help run            all options of run
        patchbay draw FILE [ARG…]    run it, and draw what it made (--mermaid, -o FILE)
        patchbay version             which version this is

      Nothing of a script reaches the network of this computer.
      """;

  private static final String HELP_RUN =
      """
      Usage: patchbay run [OPTION…] FILE [ARG…]
             patchbay run [OPTION…] -c TEXT [NAME [ARG…]]
             patchbay run [OPTION…] - [ARG…]

      Runs a POSIX shell script in a fresh lab: one machine, whose lo is up, and nothing else. Its network commands (ip, bridge,
      brctl, ping, sysctl, …) are the lab's; "machine help", "segment help" and "on help" in a script tell how to have more than
      one machine. The exit status is the script's.

        -c TEXT            run TEXT instead of a file
        --transcript       run line by line and print, for each, "$ LINE", its output, and "[exit N]"
        --seed N           what random numbers depend on (default 1): same seed, same bytes
        --time virtual     waits take no longer than the work in them (default)
        --time real        the wall clock's time
        --journeys         then print what happened to each packet that a program sent
        --journeys=FILTER  the same of those that the filter chooses ("journey --help" in a script); "all" is every packet
        --journeys-to FILE write that to FILE: as JSON, a Mermaid diagram or a page when its name ends in .json, .mmd or .html
        --capture FILE     write what every device saw to a pcapng file: an interface for each device of each
                           namespace, with journeys and the reasons of drops as comments
        --capture-filter EXPRESSION
                           only packets that it selects, in the language of tcpdump
        --capture-size N   begin a new file after N bytes (K, M, G: thousands of them): FILE, FILE.1, …
        --capture-files N  keep the newest N of them (default 10)
      """;

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
    return switch (verb) {
      case "run" ->
          rest.contains("--help") && rest.getFirst().equals("--help")
              ? print(HELP_RUN)
              : new RunCommand(RunOptions.parse(rest)).run();
      case "shell" ->
          Terminal.isAt(0)
              ? new ShellCommand(RunOptions.parseShell(rest)).run()
              : new RunCommand(RunOptions.parse(rest.isEmpty() ? List.of("-") : rest)).run();
      case "draw" -> DrawCommand.parse(rest).run();
      case "help", "--help", "-h" ->
          print(rest.isEmpty() || !rest.getFirst().equals("run") ? HELP : HELP_RUN);
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
