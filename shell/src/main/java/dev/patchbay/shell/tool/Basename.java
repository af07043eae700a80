package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `basename name [suffix]`, `basename -a [-s suffix] name…`.
public final class Basename implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "a|multiple s|suffix= z|zero")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    List<String> operands = options.operands();
    String given = options.value("suffix");
    boolean many = options.has("multiple") || given != null;
    if (operands.isEmpty()) {
      throw program.missingOperand(operands);
    }
    if (!many && operands.size() > 2) {
      throw program.usage(1, "extra operand '" + operands.get(2) + "'");
    }
    String suffix = given != null ? given : !many && operands.size() == 2 ? operands.get(1) : "";
    for (String name : many ? operands : operands.subList(0, 1)) {
      program.print(base(name, suffix) + (options.has("zero") ? "\0" : "\n"));
    }
    return 0;
  }

  private static String base(String path, String suffix) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String name = path.substring(0, end);
    String last = name.equals("/") ? name : name.substring(name.lastIndexOf('/') + 1);
    boolean cut = !suffix.isEmpty() && last.endsWith(suffix) && last.length() > suffix.length();
    return cut ? last.substring(0, last.length() - suffix.length()) : last;
  }
}
