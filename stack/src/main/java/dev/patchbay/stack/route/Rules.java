package dev.patchbay.stack.route;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests that add and remove rules (`RTM_NEWRULE`, `RTM_DELRULE`; net/core/fib_rules.c),
/// refused in the kernel's order and with its words.
public final class Rules {
  private static final int CONGESTION_BITS = 3;

  /// What IPv4 knows of a type of service (`IPTOS_TOS_MASK`).
  private static final int TOS_MASK = 0x1e;

  private final Fib fib;

  private Rules(Fib fib) {
    this.fib = fib;
  }

  /// The rules of a family in a namespace.
  public static Rules of(Netns netns, Family family) {
    return new Rules(Fib.of(netns, family));
  }

  /// Puts a rule behind those of its priority; with `exclusive` only when there is none like it.
  public void add(RuleRequest request, boolean exclusive) throws NetlinkException {
    RuleList list = fib.ruleList();
    int priority = priority(list, request);
    RuleChecks.check(request, priority);
    if (exclusive && list.has(request.rule(priority, request.table), request)) {
      throw new NetlinkException(Errno.EEXIST);
    }
    if ((request.tos & CONGESTION_BITS) != 0) {
      throw new NetlinkException(Errno.EINVAL, "Invalid dsfield (tos): ECN bits must be 0.");
    }
    if (fib.family() == Family.IPV4 && (request.tos & ~TOS_MASK) != 0) {
      throw new NetlinkException(Errno.EINVAL, "Invalid tos.");
    }
    int table = request.table;
    if (request.action == RuleAction.TABLE && !request.l3mdev) {
      table = table(table);
    }
    Rule made = request.rule(priority, table);
    list.add(made);
    fib.use(list);
    announce(list, made, false);
  }

  private static int priority(RuleList list, RuleRequest request) {
    Integer asked = request.priority;
    return asked == null ? list.usualPriority() : asked;
  }

  /// The table, which is there from now on for IPv6; IPv4 chooses an empty one when none is named.
  private int table(int asked) throws NetlinkException {
    if (fib.family() == Family.IPV6) {
      if (asked == RouteTable.UNSPEC) {
        throw new NetlinkException(Errno.EINVAL, "Invalid table.");
      }
      fib.makeTable(asked);
      return asked;
    }
    int table = asked;
    for (int id = 1; table == RouteTable.UNSPEC && id < RouteTable.DEFAULT; id++) {
      if (fib.table(id) == null) {
        table = fib.makeTable(id).id;
      }
    }
    return table;
  }

  /// Takes away the first rule that is as the request says.
  public void delete(RuleRequest request) throws NetlinkException {
    RuleList list = fib.ruleList();
    RuleChecks.check(request, priority(list, request));
    Rule rule = list.find(request, request.wholeMask());
    if (rule == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    list.remove(rule);
    fib.use(list);
    announce(list, rule, true);
  }

  private void announce(RuleList list, Rule rule, boolean gone) {
    if (fib.netns().hasMonitors()) {
      RuleAnnouncement news = new RuleAnnouncement(fib.family(), snapshot(list, rule), gone);
      fib.netns().announce(news);
    }
  }

  /// The rules in the order in which they are asked.
  public List<RuleSnapshot> snapshots() {
    List<RuleSnapshot> snapshots = new ArrayList<>();
    RuleList list = fib.knownRules();
    for (Rule rule : list == null ? RuleList.initial(fib.family()) : list.rules()) {
      snapshots.add(snapshot(list, rule));
    }
    return snapshots;
  }

  /// The rule that sent the packets of the flow to the table, or with 0 the one that forbids their
  /// way, as `ip rule` shows it; null when there is none, or it is one of the kernel's own.
  public @Nullable String textOf(Flow flow, int table) {
    RuleList list = fib.knownRules();
    if (list == null) {
      return null;
    }
    flow.ruleTos = flow.tos;
    Rule rule = list.leadingTo(table, flow);
    if (rule == null || RuleList.initial(fib.family()).contains(rule)) {
      return null;
    }
    return RuleText.line(snapshot(list, rule));
  }

  private RuleSnapshot snapshot(@Nullable RuleList list, Rule rule) {
    Rule.Selector asked = rule.selector();
    boolean unresolved = list != null && list.isUnresolved(rule);
    return new RuleSnapshot(
        rule, isDetached(asked.input()), isDetached(asked.output()), unresolved);
  }

  private boolean isDetached(@Nullable String device) {
    return device != null && fib.netns().device(device) == null;
  }
}
