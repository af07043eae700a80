package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chain of rules.
///
/// @param point where a built-in chain begins, or null
/// @param policy what becomes of a packet at the end of a built-in chain
/// @param counter of the policy
public record Chain(
    String name,
    @Nullable HookPoint point,
    StandardTarget policy,
    Counter counter,
    List<Rule> rules) {
  public Chain {
    rules = List.copyOf(rules);
  }

  /// A chain of the user's, without rules.
  public static Chain user(String name) {
    return new Chain(name, null, StandardTarget.RETURN, new Counter(), List.of());
  }

  /// The chain that a hook begins with, which accepts.
  static Chain builtIn(HookPoint point) {
    return new Chain(point.name(), point, StandardTarget.ACCEPT, new Counter(), List.of());
  }

  public boolean isBuiltIn() {
    return point != null;
  }

  public Chain withRules(List<Rule> other) {
    return new Chain(name, point, policy, counter, other);
  }

  public Chain withName(String other) {
    return new Chain(other, point, policy, counter, rules);
  }

  public Chain withPolicy(StandardTarget other, Counter counted) {
    return new Chain(name, point, other, counted, rules);
  }
}
