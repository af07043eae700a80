package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at a rule set before a table takes it: from which hooks each chain can be reached, whether
/// chains call each other in a ring, and what each match and target says of its place
/// (`translate_table`).
final class Attaching {
  private static final class Reach {
    final Chain chain;
    final Set<HookPoint> points = EnumSet.noneOf(HookPoint.class);
    boolean isOpen;

    Reach(Chain chain) {
      this.chain = chain;
    }
  }

  private final Table table;
  private final RuleSet rules;
  private final Map<String, Reach> reaches;
  private final List<Chain> attached = new ArrayList<>();
  private List<Rule> current = List.of();

  Attaching(Table table, RuleSet rules) {
    this.table = table;
    this.rules = rules;
    this.reaches = HashMap.newHashMap(rules.chains().size());
    rules.chains().forEach(chain -> reaches.put(chain.name(), new Reach(chain)));
  }

  /// The rules with what works at their places.
  RuleSet attach() throws NetlinkException {
    for (Chain chain : rules.chains()) {
      HookPoint point = chain.point();
      if (point != null) {
        visit(chain.name(), point);
      }
    }
    try {
      for (Chain chain : rules.chains()) {
        attached.add(chain.withRules(attachAll(chain)));
      }
    } catch (NetlinkException e) {
      detach(attached);
      current.forEach(Attaching::detachRule);
      throw e;
    }
    return new RuleSet(attached);
  }

  /// Marks what can be reached from `point` (`mark_source_chains`).
  private void visit(String name, HookPoint point) throws NetlinkException {
    Reach reach = reaches.get(name);
    if (reach == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (reach.isOpen) {
      throw new NetlinkException(Errno.ELOOP);
    }
    if (!reach.points.add(point)) {
      return;
    }
    reach.isOpen = true;
    for (Rule rule : reach.chain.rules()) {
      if (rule.target() instanceof Jump jump) {
        visit(jump.name(), point);
      } else if (endsChain(rule)) {
        break;
      }
    }
    reach.isOpen = false;
  }

  /// Whether no packet comes further: the kernel does not look at what stands behind.
  private static boolean endsChain(Rule rule) {
    return rule.target() instanceof StandardTarget target
        && target != StandardTarget.NONE
        && rule.matches().isEmpty()
        && rule.criteria().isAny();
  }

  private List<Rule> attachAll(Chain chain) throws NetlinkException {
    @Nullable Reach reach = reaches.get(chain.name());
    Set<HookPoint> points = reach == null ? Set.of() : reach.points;
    List<Rule> done = new ArrayList<>(chain.rules().size());
    current = done;
    for (Rule rule : chain.rules()) {
      done.add(attach(rule, points));
    }
    current = List.of();
    return done;
  }

  private Rule attach(Rule rule, Set<HookPoint> points) throws NetlinkException {
    if (rule.matches().isEmpty() && isPlain(rule.target())) {
      return rule;
    }
    List<Match> matches = new ArrayList<>(rule.matches().size());
    try {
      for (Match match : rule.matches()) {
        matches.add(match.attach(place(rule, points, match.name() + " match")));
      }
      Target target = rule.target();
      Target live = target.attach(place(rule, points, target.name() + " target"));
      return new Rule(rule.criteria(), matches, live, rule.counter());
    } catch (NetlinkException e) {
      matches.forEach(Match::detach);
      throw e;
    }
  }

  private static boolean isPlain(Target target) {
    return target instanceof StandardTarget || target instanceof Jump;
  }

  private Attachment place(Rule rule, Set<HookPoint> points, String what) {
    return new Attachment(
        table.netns(), table.kind(), points, rule.criteria(), rule.matches(), what);
  }

  /// Lets go of what the rules of these chains keep.
  static void detach(List<Chain> chains) {
    for (Chain chain : chains) {
      chain.rules().forEach(Attaching::detachRule);
    }
  }

  private static void detachRule(Rule rule) {
    rule.matches().forEach(Match::detach);
    rule.target().detach();
  }
}
