package dev.patchbay.filter;

import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One table of a namespace and family: its chains and rules, replaced as a whole, so that no
/// packet is judged by half of one set and half of another.
public final class Table {
  private final Netns netns;
  private final Family family;
  private final TableKind kind;
  private final Inspections inspections;
  private final Map<HookPoint, HookFunction> registered = new EnumMap<>(HookPoint.class);
  private RuleSet rules;
  private Program program;

  Table(Netns netns, Family family, TableKind kind) {
    this.netns = netns;
    this.family = family;
    this.kind = kind;
    this.inspections = netns.part(Inspections.KEY);
    this.rules = kind.empty();
    this.program = new Program(rules);
  }

  public Netns netns() {
    return netns;
  }

  public Family family() {
    return family;
  }

  public TableKind kind() {
    return kind;
  }

  /// What the table holds now.
  public RuleSet rules() {
    return rules;
  }

  Program program() {
    return program;
  }

  Inspections inspections() {
    return inspections;
  }

  /// The table at one of its hooks.
  public Traversal traversal(HookPoint point) {
    return new Traversal(this, point);
  }

  /// Puts the table at all its hooks: what `hooks` says, or its own traversals.
  void register(@Nullable TableHooks hooks) {
    for (HookPoint point : kind.points()) {
      HookFunction function = hooks == null ? traversal(point) : hooks.function(this, point);
      hook(point).add(kind.priority(point), function);
      registered.put(point, function);
    }
  }

  /// Takes the table from its hooks.
  void unregister() {
    registered.forEach((point, function) -> hook(point).remove(function));
    registered.clear();
  }

  private Hook hook(HookPoint point) {
    return netns.hook(family == Family.IPV4 ? HookFamily.IPV4 : HookFamily.IPV6, point);
  }

  /// Whether it holds more than it was made with: a rule, or a chain of a user.
  public boolean isInUse() {
    List<Chain> chains = rules.chains();
    return chains.size() > kind.points().size()
        || chains.stream().anyMatch(chain -> !chain.rules().isEmpty());
  }

  /// Puts other rules in the place of all; counters come along with them.
  ///
  /// @throws NetlinkException `ELOOP` when chains call each other in a ring, or what a match or
  ///   target says of its place; the table is as before then
  public void replace(RuleSet other) throws NetlinkException {
    RuleSet attached = new Attaching(this, other).attach();
    RuleSet before = rules;
    program = new Program(attached);
    rules = attached;
    Attaching.detach(before.chains());
  }

  void tearDown() {
    Attaching.detach(rules.chains());
  }
}
