package dev.patchbay.filter;

/// A kind of match, found by its class name in the module's catalogue: `-m NAME`.
public interface MatchKind extends Extension {
  /// Makes the match from the options given.
  ///
  /// @throws Refusal when they do not go together
  Match build(Chosen chosen);
}
