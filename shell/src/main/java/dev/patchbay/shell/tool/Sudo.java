package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `sudo [-u user] [name=value…] command…`: everybody in a lab is root.
public final class Sudo implements Command {
  @Override
  public int run(Process process, Args args) {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "u|user= g|group= E|preserve-env=? H|set-home n|non-interactive S|stdin "
                    + "b|background k|reset-timestamp i|login s|shell p|prompt= h|host= "
                    + "P|preserve-groups v|validate")
            .stoppingAtOperand()
            .parse(args.rest());
    Map<String, String> environment = new LinkedHashMap<>(process.environment());
    List<String> words = options.operands();
    int at = 0;
    while (at < words.size() && words.get(at).indexOf('=') > 0) {
      String word = words.get(at++);
      int equals = word.indexOf('=');
      environment.put(word.substring(0, equals), word.substring(equals + 1));
    }
    process.setEnvironment(environment);
    List<String> argv = words.subList(at, words.size());
    if (argv.isEmpty()) {
      boolean shell = options.has("shell") || options.has("login");
      if (!shell) {
        return options.has("validate") || options.has("reset-timestamp") ? 0 : usage();
      }
      argv = List.of("bash");
    }
    Program program = new Program(process);
    try {
      return Children.become(program, argv, "");
    } catch (CommandException e) {
      throw program.refusal(1, argv.getFirst() + ": command not found");
    }
  }

  private static int usage() {
    throw new CommandException(
        1, "usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] [VAR=value] [command [arg ...]]");
  }
}
