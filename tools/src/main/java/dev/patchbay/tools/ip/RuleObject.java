package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Rule;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// `ip rule`: the rules that say which routing tables are asked. They are shown; changing them
/// comes later.
final class RuleObject {
  private static final Keywords COMMANDS =
      new Keywords("list", "lst", "show", "save", "restore", "add", "delete", "flush", "help");

  private RuleObject() {}

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(255, "Command \"" + word + "\" is unknown, try \"ip rule help\".");
    }
    return switch (command) {
      case "list", "lst", "show" -> show(session, args);
      case "help" -> throw Usage.of("rule");
      default -> throw new Refusal("ip: patchbay has no \"rule " + command + "\" yet.");
    };
  }

  private static int show(Session session, Args args) throws FileException {
    if (args.hasNext()) {
      throw new Refusal("ip: patchbay has no \"rule show " + args.next() + "\" yet.");
    }
    Family asked = session.family().addresses();
    Output out = session.output();
    out.begin();
    for (Rule rule : Fib.of(session.netns(), asked == null ? Family.IPV4 : asked).rules()) {
      show(session, out, rule);
    }
    out.end();
    session.flush();
    return 0;
  }

  private static void show(Session session, Output out, Rule rule) {
    out.openObject(null);
    out.number("priority", "", rule.priority(), ":\t");
    out.string("src", "from ", "all", "");
    out.string("table", " lookup ", Names.TABLES.name(session, rule.table()), "");
    if (session.options().details) {
      out.string("protocol", " proto ", "kernel", "");
    }
    out.text("\n");
    out.closeObject();
  }
}
