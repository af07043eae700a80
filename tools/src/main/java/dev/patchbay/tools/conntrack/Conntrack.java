package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `conntrack`: lists, finds, makes, changes, ends and watches connections.
public final class Conntrack implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>();
    while (args.hasNext()) {
      words.add(args.next());
    }
    Request request = new Request(words).read();
    if (request.command == 0 || request.command == 'h') {
      process.out().println(Usage.HELP);
      return 0;
    }
    if (request.command == 'V') {
      process.out().println(Usage.NAME);
      return 0;
    }
    try {
      process.machine().modules().load("nf_conntrack", Map.of());
    } catch (NetlinkException e) {
      throw new CommandException(1, Usage.NAME + ": " + e.errno().text());
    }
    return new Session(process, request).run();
  }
}
