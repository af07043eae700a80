package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Keywords;

/// `segment { add | set | cut | mend | del | show | help }`: what lies between the machines.
public final class Segment implements Command {
  private static final Keywords COMMANDS =
      new Keywords("add", "set", "change", "cut", "mend", "delete", "show", "list", "lst", "help");

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read("segment", args);
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("segment", word);
    }
    SegmentRequests requests = new SegmentRequests(new Places(process));
    try {
      switch (command) {
        case "add" -> requests.add(args);
        case "set", "change" -> requests.set(args);
        case "cut" -> requests.cut(args, true);
        case "mend" -> requests.cut(args, false);
        case "delete" -> requests.delete(args);
        case "help" -> throw Usage.of("segment");
        default -> requests.show(process, options, args);
      }
    } catch (NetlinkException e) {
      throw Places.refusal(e);
    }
    return 0;
  }
}
