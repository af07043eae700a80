package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `dirname [-z] name…`.
public final class Dirname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options = new Getopt(process.name(), 1, "z|zero").parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.missingOperand(options.operands());
    }
    for (String name : options.operands()) {
      program.print(directory(name) + (options.has("zero") ? "\0" : "\n"));
    }
    return 0;
  }

  private static String directory(String path) {
    int end = withoutSlashes(path, path.length());
    while (end > 0 && path.charAt(end - 1) != '/') {
      end--;
    }
    end = withoutSlashes(path, end);
    return end > 0 ? path.substring(0, end) : path.startsWith("/") ? "/" : ".";
  }

  private static int withoutSlashes(String path, int from) {
    int end = from;
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return end;
  }
}
