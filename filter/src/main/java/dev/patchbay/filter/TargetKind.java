package dev.patchbay.filter;

/// A kind of target, found by its class name in the module's catalogue: `-j NAME`.
public interface TargetKind extends Extension {
  /// Makes the target from the options given.
  ///
  /// @throws Refusal when they do not go together
  Target build(Chosen chosen);
}
