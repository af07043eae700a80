package dev.patchbay.filter;

/// A match that may want one certain port: rules with such matches are found by it.
public interface PortMatch extends Match {
  /// The only source port that matches, or -1.
  int onlySource();

  /// The only destination port that matches, or -1.
  int onlyDestination();
}
