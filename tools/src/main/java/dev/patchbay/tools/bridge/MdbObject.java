package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Keywords;

/// `bridge mdb`: bridges do not keep account of multicast groups yet, so there is nothing true to
/// show.
final class MdbObject {
  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "help");

  private MdbObject() {}

  static void run(Session session, Args args) {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("mdb", word);
    }
    switch (command) {
      case "help" -> throw Usage.of("mdb");
      case "add", "delete" -> {}
      default -> LinkObject.deviceOf(session, args);
    }
    throw Session.missing("multicast groups of bridges (\"mdb\")");
  }
}
