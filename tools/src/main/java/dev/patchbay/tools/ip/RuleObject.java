package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.RuleRequest;
import dev.patchbay.stack.route.RuleSnapshot;
import dev.patchbay.stack.route.RuleText;
import dev.patchbay.stack.route.Rules;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// `ip rule`: the rules that say which routing tables are asked.
final class RuleObject {
  private static final Keywords COMMANDS =
      new Keywords("list", "lst", "show", "save", "restore", "add", "delete", "flush", "help");

  private static final int ENDED = 255;

  private RuleObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          ENDED, "Command \"" + word + "\" is unknown, try \"ip rule help\".");
    }
    return switch (command) {
      case "list", "lst", "show" -> show(session, args);
      case "add" -> add(session, args);
      case "delete" -> delete(session, args);
      case "flush" -> flush(session, args);
      case "save" -> save(session, args);
      case "restore" -> RuleDump.restore(session);
      default -> throw Usage.of("rule");
    };
  }

  private static Rules rules(Session session, Family family) {
    return Rules.of(session.netns(), family);
  }

  /// The family whose rules are listed.
  private static Family family(Session session) {
    Family asked = session.family().addresses();
    if (asked == null && session.family() != ProtocolFamily.UNSPEC) {
      throw new Refusal(
          ENDED, "RTNETLINK answers: Address family not supported by protocol\nDump terminated");
    }
    return asked == null ? Family.IPV4 : asked;
  }

  private static int show(Session session, Args args) throws FileException {
    RuleSelector selector = RuleSelector.read(session, args);
    RuleText text = new RuleText(session.output(), new SessionRuleNames(session));
    Family family = family(session);
    session.output().begin();
    for (RuleSnapshot snapshot : rules(session, family).snapshots()) {
      if (selector.shows(snapshot.rule())) {
        text.show(snapshot);
      }
    }
    session.output().end();
    session.flush();
    return 0;
  }

  private static int add(Session session, Args args) throws NetlinkException {
    checkWords("add", args);
    RuleRequest request = new RuleWords(session, false).read(args);
    rules(session, request.family).add(request, true);
    return 0;
  }

  private static int delete(Session session, Args args) throws NetlinkException {
    checkWords("del", args);
    RuleRequest request = new RuleWords(session, true).read(args);
    rules(session, request.family).delete(request);
    return 0;
  }

  private static void checkWords(String command, Args args) {
    if (!args.hasNext()) {
      throw new Refusal("\"ip rule " + command + "\" requires arguments.");
    }
  }

  /// Rules of priority 0, which the kernel does not tell, stay.
  private static int flush(Session session, Args args) throws NetlinkException {
    RuleSelector selector = RuleSelector.read(session, args);
    Family family = family(session);
    for (RuleSnapshot snapshot : rules(session, family).snapshots()) {
      if (selector.flushes(snapshot.rule()) && snapshot.rule().priority() != 0) {
        rules(session, family).delete(RuleRequest.like(family, snapshot.rule()));
      }
    }
    return 0;
  }

  private static int save(Session session, Args args) throws FileException {
    if (args.hasNext()) {
      throw new Refusal("\"ip rule save\" does not take any arguments.");
    }
    Family family = family(session);
    return RuleDump.save(session, family, rules(session, family).snapshots());
  }
}
