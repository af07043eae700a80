package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.command.Usage;

/// What `patchbay help` says.
final class Help {
  private static final String ALL =
      """
      patchbay: Linux networks inside one process

        patchbay run FILE [ARG…]     run a shell script of Linux network commands in a fresh lab
        patchbay run -c TEXT         run the text
        patchbay run -               run standard input
        patchbay shell [FILE]        type commands into a fresh lab, which FILE may have prepared
        patchbay draw FILE [ARG…]    run a script and draw the network that it made
        patchbay help COMMAND        all options of run, shell or draw, or of one of a lab's own commands
        patchbay version             which version this is

      A lab has Linux's network commands, and its own: machine, segment, plug and on for more than one machine; journey, why, reach,
      drops and draw to see what happens. Each knows --help. Nothing reaches the network of this computer.
      """;

  private static final String RUN =
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

  private static final String SHELL =
      """
      Usage: patchbay shell [OPTION…] [FILE [ARG…]]

      A prompt in a fresh lab: one machine, whose lo is up, and what the script FILE has made of it. Time keeps pace with the wall
      clock while the prompt waits; a command that knows when it ends (sleep 5, ping -c 3) takes no longer than the work in it.
      Tab completes, the arrows find what was typed before (also another day), Ctrl-C ends a command, Ctrl-D the shell.
      "ip netns exec NAME bash" gives a prompt in a namespace, "on MACHINE bash" on another machine; the prompt says where it is.

        --seed N           what random numbers depend on (default 1): same seed, same bytes
        --time real        the wall clock's time for all that runs
      """;

  private static final String DRAW =
      """
      Usage: patchbay draw [--svg | --mermaid] [-o FILE] SCRIPT [ARG…]

      Runs the script as "patchbay run" does and draws the network that it left: machines, namespaces, devices with their
      addresses and masters, and wires. The script's own output goes to standard error.

        --svg              a picture for a browser (default)
        --mermaid          text in Mermaid's language, for a page in Markdown
        -o FILE            write to FILE instead of standard output
      """;

  private Help() {}

  /// The text about everything.
  static String all() {
    return ALL;
  }

  /// The text about a command of `patchbay`, or one that only a lab has.
  static String of(String command) {
    return switch (command) {
      case "run" -> RUN;
      case "shell" -> SHELL;
      case "draw" -> DRAW;
      case "help", "version" -> ALL;
      default -> {
        if (!Usage.isKnown(command)) {
          throw new CommandException(
              2,
              "no help on \"%s\"; expected a command of patchbay or one of a lab's own; Linux's have theirs (patchbay run -c '%s --help')"
                  .formatted(command, command));
        }
        yield Usage.text(command);
      }
    };
  }
}
