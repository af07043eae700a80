package dev.patchbay.stack.route;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules of one family in a namespace, in order, and what they make of a flow
/// (`fib_rules_lookup`).
final class RuleList {
  private final Lookup lookup;
  private final List<Rule> rules;

  /// What the packet path reads; for each rule that leads on, the place of the next one, or -1.
  private Rule[] array = {};

  private int[] targets = {};
  private boolean needsPorts;

  RuleList(Lookup lookup, Family family) {
    this.lookup = lookup;
    this.rules = new ArrayList<>(initial(family));
    settle();
  }

  /// Those that are there when nobody has changed them.
  static List<Rule> initial(Family family) {
    Rule local = Rule.initial(0, RouteTable.LOCAL);
    Rule main = Rule.initial(32766, RouteTable.MAIN);
    return family == Family.IPV4
        ? List.of(local, main, Rule.initial(32767, RouteTable.DEFAULT))
        : List.of(local, main);
  }

  List<Rule> rules() {
    return rules;
  }

  /// Whether some rule needs to know the ports or the protocol of packets.
  boolean needsPorts() {
    return needsPorts;
  }

  boolean isUnresolved(Rule rule) {
    return rule.action() == RuleAction.GOTO && targetOf(rule) < 0;
  }

  private int targetOf(Rule rule) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).priority() == rule.target()) {
        return i;
      }
    }
    return -1;
  }

  private void settle() {
    array = rules.toArray(Rule[]::new);
    targets = new int[array.length];
    needsPorts = false;
    for (int i = 0; i < array.length; i++) {
      targets[i] = array[i].action() == RuleAction.GOTO ? targetOf(array[i]) : -1;
      needsPorts |= array[i].needsPorts();
    }
  }

  // ---- changes

  /// The priority of a rule that names none: before the second one (`fib_default_rule_pref`).
  int usualPriority() {
    int second = rules.size() < 2 ? 0 : rules.get(1).priority();
    return second == 0 ? 0 : second - 1;
  }

  /// Behind those of its priority.
  void add(Rule rule) {
    int at = 0;
    while (at < rules.size()
        && Integer.compareUnsigned(rules.get(at).priority(), rule.priority()) <= 0) {
      at++;
    }
    rules.add(at, rule);
    settle();
  }

  void remove(Rule rule) {
    rules.removeIf(one -> one == rule);
    settle();
  }

  /// Whether there is such a rule already (`rule_exists`).
  boolean has(Rule rule, RuleRequest request) {
    for (Rule one : rules) {
      boolean same =
          one.action() == rule.action()
              && one.table() == rule.table()
              && one.priority() == rule.priority()
              && one.suppressedGroup() == rule.suppressedGroup()
              && one.suppressedLength() == rule.suppressedLength()
              && one.protocol() == rule.protocol()
              && one.l3mdev() == rule.l3mdev()
              && asksTheSame(one.selector(), rule.selector())
              && fits(one, request);
      if (same) {
        return true;
      }
    }
    return false;
  }

  private static boolean asksTheSame(Rule.Selector one, Rule.Selector other) {
    return Objects.equals(one.input(), other.input())
        && Objects.equals(one.output(), other.output())
        && one.mark() == other.mark()
        && one.mask() == other.mask()
        && one.tunnel() == other.tunnel()
        && one.ipProtocol() == other.ipProtocol()
        && Objects.equals(one.users(), other.users())
        && Objects.equals(one.sourcePorts(), other.sourcePorts())
        && Objects.equals(one.destinationPorts(), other.destinationPorts());
  }

  /// Whether addresses, service and realms are as the request says, where it says anything
  /// (`fib4_rule_compare`).
  private static boolean fits(Rule rule, RuleRequest request) {
    Rule.Selector asked = rule.selector();
    return fits(asked.from(), request.from)
        && fits(asked.to(), request.to)
        && (request.tos == 0 || asked.tos() == request.tos)
        && (request.realms == null || rule.realms() == request.realms);
  }

  private static boolean fits(@Nullable Prefix own, @Nullable Prefix meant) {
    return meant == null || meant.length() == 0 || meant.equals(own);
  }

  /// The first rule that is as the request says, where it says anything, or null (`rule_find`).
  @Nullable Rule find(RuleRequest request, int mask) {
    for (Rule one : rules) {
      if (isMeant(one, request) && isMeant(one.selector(), request, mask) && fits(one, request)) {
        return one;
      }
    }
    return null;
  }

  private static boolean isMeant(Rule rule, RuleRequest request) {
    return (request.action == RuleAction.UNSPEC || rule.action() == request.action)
        && (request.table == RouteTable.UNSPEC || rule.table() == request.table)
        && (request.priority == null || rule.priority() == request.priority)
        && (request.suppressedGroup == -1 || rule.suppressedGroup() == request.suppressedGroup)
        && (request.suppressedLength == -1 || rule.suppressedLength() == request.suppressedLength)
        && (request.protocol == 0 || rule.protocol() == request.protocol)
        && (!request.l3mdev || rule.l3mdev());
  }

  private static boolean isMeant(Rule.Selector asked, RuleRequest request, int mask) {
    Integer mark = request.mark;
    return (mark == null || mark == 0 || asked.mark() == mark)
        && (mask == 0 || asked.mask() == mask)
        && (request.input == null || request.input.equals(asked.input()))
        && (request.output == null || request.output.equals(asked.output()))
        && (request.tunnel == 0 || asked.tunnel() == request.tunnel)
        && (request.users == null || request.users.equals(asked.users()))
        && (request.ipProtocol == 0 || asked.ipProtocol() == request.ipProtocol)
        && (request.sourcePorts == null || request.sourcePorts.equals(asked.sourcePorts()))
        && (request.destinationPorts == null
            || request.destinationPorts.equals(asked.destinationPorts()));
  }

  // ---- packets

  /// Asks the tables that the rules name: 0 and the flow's entry and hop, or an error; ENETUNREACH
  /// when no rule has an answer.
  int find(Flow flow) {
    flow.enterDomain();
    Rule[] all = array;
    for (int i = first(0, flow); i < all.length; i = first(i + 1, flow)) {
      Rule rule = all[i];
      int error = act(rule, flow);
      if (error == 0 && isSuppressed(rule, flow)) {
        flow.forgetRoute();
      } else if (error != Lookup.NOTHING && error != Errno.EAGAIN.number()) {
        return error;
      }
    }
    flow.forgetRoute();
    return Errno.ENETUNREACH.number();
  }

  /// The place of the first rule from `from` on that decides about the flow: those that only lead
  /// on have been followed. As many as there are rules when there is none.
  private int first(int from, Flow flow) {
    int at = from;
    while (at < array.length) {
      Rule rule = array[at];
      boolean matches = rule.matches(flow);
      if (matches && rule.action() == RuleAction.GOTO) {
        at = targets[at] < 0 ? at + 1 : targets[at];
      } else if (matches && rule.action() != RuleAction.NOP) {
        return at;
      } else {
        at++;
      }
    }
    return at;
  }

  /// The rule by which the flow came to the table, or with 0 the one that forbids its way; null
  /// when there is none.
  @Nullable Rule leadingTo(int table, Flow flow) {
    flow.enterDomain();
    for (int i = first(0, flow); i < array.length; i = first(i + 1, flow)) {
      Rule rule = array[i];
      boolean asks = rule.action() == RuleAction.TABLE;
      if (table == RouteTable.UNSPEC ? !asks : asks && rule.tableFor(flow) == table) {
        return rule;
      }
    }
    return null;
  }

  private int act(Rule rule, Flow flow) {
    if (rule.action() == RuleAction.TABLE) {
      FibTable table = lookup.fib.table(rule.tableFor(flow));
      return table == null ? Lookup.NOTHING : lookup.ask(table, flow);
    }
    flow.forgetRoute();
    return switch (rule.action()) {
      case RuleAction.UNREACHABLE -> Errno.ENETUNREACH.number();
      case RuleAction.PROHIBIT -> Errno.EACCES.number();
      default -> Errno.EINVAL.number();
    };
  }

  private static boolean isSuppressed(Rule rule, Flow flow) {
    FibEntry entry = flow.entry();
    NextHop hop = flow.hop;
    return (entry != null && entry.length() <= rule.suppressedLength())
        || (rule.suppressedGroup() != -1
            && hop != null
            && hop.device.group() == rule.suppressedGroup());
  }
}
