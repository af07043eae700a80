package dev.patchbay.filter;

/// A match that may ask for the flag SYN.
public interface SynMatch extends Match {
  /// Whether only segments with SYN match.
  boolean wantsSyn();
}
