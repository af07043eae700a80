package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;

/// `test expression`, and `[ expression ]` when it is called so.
public final class Test implements Command {
  @Override
  public int run(Process process, Args args) {
    List<String> words = args.rest();
    boolean bracket = process.name().endsWith("[");
    if (bracket && (words.isEmpty() || !words.getLast().equals("]"))) {
      throw new CommandException(2, process.name() + ": missing ']'");
    }
    try {
      List<String> expression = bracket ? words.subList(0, words.size() - 1) : words;
      return TestExpression.holds(process, expression) ? 0 : 1;
    } catch (CommandException e) {
      throw new CommandException(e.status(), process.name() + ": " + e.message());
    }
  }
}
