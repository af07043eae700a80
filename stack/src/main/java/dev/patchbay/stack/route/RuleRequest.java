package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// What a rule is to be, or which one is to go (`RTM_NEWRULE`, `RTM_DELRULE`): a plain carrier,
/// filled in by whoever parses a command line and read by [Rules]. What is null or 0 is not said.
public final class RuleRequest {
  public Family family;
  public @Nullable Integer priority;
  public boolean inverted;
  public @Nullable Prefix from;
  public @Nullable Prefix to;
  public int tos;
  public @Nullable Integer mark;
  public @Nullable Integer mask;
  public @Nullable String input;
  public @Nullable String output;
  public int ipProtocol;
  public Rule.@Nullable Range sourcePorts;
  public Rule.@Nullable Range destinationPorts;
  public Rule.@Nullable Range users;
  public long tunnel;
  public boolean l3mdev;

  /// See [RuleAction].
  public int action;

  public int table;

  /// The priority of the rule to go on at; null for none.
  public @Nullable Integer target;

  /// -1 for none.
  public int suppressedLength = -1;

  /// -1 for none.
  public int suppressedGroup = -1;

  public int protocol;
  public @Nullable Integer realms;

  public RuleRequest(Family family) {
    this.family = family;
  }

  /// The request for a rule like this one.
  public static RuleRequest like(Family family, Rule rule) {
    RuleRequest request = new RuleRequest(family);
    Rule.Selector asked = rule.selector();
    request.priority = rule.priority();
    request.inverted = asked.inverted();
    request.from = asked.from();
    request.to = asked.to();
    request.tos = asked.tos();
    request.mark = asked.mark();
    request.mask = asked.mask();
    request.input = asked.input();
    request.output = asked.output();
    request.ipProtocol = asked.ipProtocol();
    request.sourcePorts = asked.sourcePorts();
    request.destinationPorts = asked.destinationPorts();
    request.users = asked.users();
    request.tunnel = asked.tunnel();
    request.l3mdev = rule.l3mdev();
    request.action = rule.action();
    request.table = rule.table();
    request.target = rule.action() == RuleAction.GOTO ? rule.target() : null;
    request.suppressedLength = rule.suppressedLength();
    request.suppressedGroup = rule.suppressedGroup();
    request.protocol = rule.protocol();
    request.realms = rule.realms() == 0 ? null : rule.realms();
    return request;
  }

  /// The rule that it asks for, with the priority and the table that it gets.
  public Rule rule(int priority, int table) {
    Rule.Selector selector =
        new Rule.Selector(
            inverted,
            from,
            to,
            tos,
            mark == null ? 0 : mark,
            wholeMask(),
            input,
            output,
            ipProtocol,
            sourcePorts,
            destinationPorts,
            users,
            tunnel);
    return new Rule(
        priority,
        selector,
        action,
        table,
        target == null ? 0 : target,
        l3mdev,
        suppressedLength,
        suppressedGroup,
        protocol,
        realms == null || family == Family.IPV6 ? 0 : realms);
  }

  /// The bits of the mark that count: a mark alone is compared whole.
  int wholeMask() {
    if (mask != null) {
      return mask;
    }
    return mark == null || mark == 0 ? 0 : -1;
  }
}
