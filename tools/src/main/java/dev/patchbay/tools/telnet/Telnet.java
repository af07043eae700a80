package dev.patchbay.tools.telnet;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;

/// `telnet` (GNU inetutils): connects standard input and output with a service, or asks for
/// commands.
public final class Telnet implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(args);
    if (!options.text.isEmpty()) {
      process.out().print(options.text);
      return 0;
    }
    List<String> operands = options.operands;
    if (operands.size() > 2) {
      throw new CommandException(1, "telnet: too many arguments");
    }
    if (options.escapeIsSet) {
      process.out().print("Telnet escape character is '" + options.escapeName() + "'.\n");
    }
    Dialogue dialogue = new Dialogue(process, options);
    return operands.isEmpty()
        ? dialogue.ask()
        : dialogue.connect(operands.getFirst(), operands.size() > 1 ? operands.get(1) : "telnet");
  }
}
