package dev.patchbay.filter;

/// A match that wants certain bits of the packet's mark to have one value.
public interface MarkMatch extends Match {
  /// The bits that it looks at; none where no one value is wanted.
  int onlyMask();

  /// What they must be.
  int onlyValue();
}
