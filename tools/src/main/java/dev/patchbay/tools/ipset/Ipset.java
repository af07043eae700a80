package dev.patchbay.tools.ipset;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `ipset`: makes sets and shows them, adds elements, tests and removes them.
public final class Ipset implements Command {
  static final String VERSION = "ipset v7.17";

  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    try {
      process.machine().modules().load("ip_set", Map.of());
    } catch (NetlinkException e) {
      throw new CommandException(1, VERSION + ": Kernel error received: " + e.errno().text());
    }
    Session session = new Session(process);
    try {
      return session.run(words);
    } catch (Failure e) {
      boolean isQuiet = session.has(Session.Flag.QUIET);
      throw new CommandException(e.status(), isQuiet ? "" : text(e, session.line()));
    }
  }

  /// What is told of a failure.
  static String text(Failure failure, int line) {
    String hint = failure.isParameter() ? "\nTry `ipset help' for more information." : "";
    return VERSION + ": " + failure.text(line) + hint;
  }
}
