package dev.patchbay.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All chains of a table at one moment: the built-in ones in the order of their hooks, then the
/// user's by name.
public record RuleSet(List<Chain> chains) {
  public RuleSet {
    chains = List.copyOf(chains);
  }

  /// The chain of that name, or null.
  public @Nullable Chain find(String name) {
    for (Chain chain : chains) {
      if (chain.name().equals(name)) {
        return chain;
      }
    }
    return null;
  }
}
