package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.List;

/// `chmod [-cfvR] mode file…`.
public final class Chmod implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    protectMode(words);
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "c|changes f|silent |quiet v|verbose R|recursive |reference=")
            .parse(words);
    Program program = new Program(process);
    List<String> operands = options.operands();
    if (operands.size() < 2) {
      throw program.missingOperand(operands);
    }
    for (String path : operands.subList(1, operands.size())) {
      change(program, options, operands.getFirst(), path);
    }
    return program.status();
  }

  /// `-x` is a mode, not an option.
  private static void protectMode(List<String> words) {
    for (int i = 0; i < words.size() && words.get(i).startsWith("-"); i++) {
      if (words.get(i).matches("-[rwxXstugo]+")) {
        words.add(i, "--");
        return;
      }
    }
  }

  private static void change(Program program, Getopt.Parsed options, String mode, String path)
      throws FileException {
    FileStatus status = program.statusOf(path, true);
    if (status == null) {
      if (!options.has("silent") && !options.has("quiet")) {
        program.complain("cannot access '" + path + "': No such file or directory");
      }
      return;
    }
    int bits =
        mode.matches("[0-7]{1,4}")
            ? Integer.parseInt(mode, 8)
            : SymbolicMode.apply(
                mode, status.mode(), status.isDirectory(), program.process().umask());
    if (bits < 0) {
      throw program.usage(1, "invalid mode: '" + mode + "'");
    }
    try {
      program.files().changeMode(program.absolute(path), bits);
    } catch (FileException e) {
      program.complain("changing permissions of '" + path + "': " + e.errno().text());
    }
    if (options.has("recursive") && status.isDirectory()) {
      for (String name : program.files().list(program.absolute(path))) {
        change(program, options, mode, path + "/" + name);
      }
    }
  }
}
