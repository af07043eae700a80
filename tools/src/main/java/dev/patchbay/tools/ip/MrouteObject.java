package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// `ip mroute` and `ip mrule`: how multicast is routed, which no daemon has told this machine.
final class MrouteObject {
  private static final int EXIT = 255;
  private static final Keywords COMMANDS =
      new Keywords("add", "change", "replace", "delete", "show", "lst", "list", "help");
  private static final Keywords WORDS = new Keywords("table", "iif", "from", "to");
  private static final Keywords RULES =
      new Keywords("list", "lst", "show", "save", "restore", "add", "delete", "flush", "help");

  private MrouteObject() {}

  static int run(Session session, Args args) {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null || !isShown(command)) {
      if ("help".equals(command)) {
        throw Usage.of("mroute");
      }
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip mroute help\".");
    }
    while (args.hasNext()) {
      select(session, args.next(), args);
    }
    if (session.family() == ProtocolFamily.INET6) {
      throw new Refusal(
          "Non multicast route received, kernel does support IP multicast?\nDump terminated");
    }
    session.output().begin();
    session.output().end();
    return 0;
  }

  private static boolean isShown(String command) {
    return command.equals("show") || command.equals("lst") || command.equals("list");
  }

  private static void select(Session session, String word, Args args) {
    String keyword = WORDS.find(word);
    switch (keyword == null ? "" : keyword) {
      case "table" -> table(session, args.next());
      case "iif" -> session.requireDevice(args.next());
      case "from", "to" -> throw prefix(args.next());
      default -> throw prefix(word);
    }
  }

  private static void table(Session session, String word) {
    if (!word.equals("all") && Names.TABLES.number(session, word) == null) {
      throw Args.invarg("table id value is invalid\n", word);
    }
  }

  /// iproute2 reads it as a prefix of the family of multicast routes, which has none.
  private static Refusal prefix(String word) {
    return new Refusal("Error: ??? prefix is expected rather than \"" + word + "\".");
  }

  /// `ip mrule`: the kernel has no tables to choose among.
  static int rules(Args args) {
    String word = args.hasNext() ? args.next() : "list";
    String command = RULES.find(word);
    if (command == null) {
      throw new CommandException(
          EXIT, "Command \"" + word + "\" is unknown, try \"ip rule help\".");
    }
    if (command.equals("help")) {
      throw Usage.of("rule");
    }
    throw new Refusal(
        EXIT, "RTNETLINK answers: Address family not supported by protocol\nDump terminated");
  }
}
