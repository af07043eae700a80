package dev.patchbay.stack.socket;

/// Whether packets may be cut on their way (`IP_MTU_DISCOVER`), in the order of the numbers.
public enum PathMtuDiscovery {
  /// They may.
  DONT,
  /// They may not, but this host cuts what is larger than the path is known to take.
  WANT,
  /// They may not; what is too large is refused.
  DO,
  /// As DO, but what is known of the path does not count.
  PROBE,
  /// What is known of the path does not count, and nothing is learned.
  INTERFACE,
  /// As INTERFACE, but this host cuts.
  OMIT;

  /// Whether what is known of the path counts (`ip_sk_use_pmtu`).
  public boolean usesPath() {
    return compareTo(PROBE) < 0;
  }

  /// Whether this host may cut (`ip_sk_ignore_df`).
  boolean mayCut() {
    return compareTo(DO) < 0 || this == OMIT;
  }
}
