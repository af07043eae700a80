package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `env [-i] [-u name] [-C directory] [-0] [name=value…] [command…]`.
public final class Env implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                125,
                "i|ignore-environment u|unset= 0|null C|chdir= S|split-string= v|debug")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    List<String> words = new ArrayList<>(options.operands());
    String split = options.value("split-string");
    if (split != null) {
      words.addAll(0, List.of(split.strip().split("\\s+", -1)));
    }
    boolean empty = options.has("ignore-environment");
    if (!words.isEmpty() && words.getFirst().equals("-")) {
      words.removeFirst();
      empty = true;
    }
    Map<String, String> environment =
        empty ? new LinkedHashMap<>() : new LinkedHashMap<>(process.environment());
    options.values("unset").forEach(environment::remove);
    while (!words.isEmpty() && words.getFirst().indexOf('=') > 0) {
      String word = words.removeFirst();
      int equals = word.indexOf('=');
      environment.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (words.isEmpty()) {
      print(program, environment, options.has("null") ? "\0" : "\n");
      return 0;
    }
    process.setEnvironment(environment);
    changeDirectory(program, options);
    return Children.become(program, words, "");
  }

  private static void print(Program program, Map<String, String> environment, String end)
      throws FileException {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      program.print(entry.getKey() + "=" + entry.getValue() + end);
    }
  }

  private static void changeDirectory(Program program, Getopt.Parsed options) {
    String directory = options.value("chdir");
    if (directory == null) {
      return;
    }
    if (!program.isDirectory(directory)) {
      throw program.refusal(
          125, "cannot change directory to '" + directory + "': No such file or directory");
    }
    program.process().directory(program.absolute(directory));
  }
}
