package dev.patchbay.filter;

/// What a target decides.
public enum Verdict {
  /// The next rule judges (`XT_CONTINUE`).
  CONTINUE,
  /// The table lets the packet pass.
  ACCEPT,
  /// The packet ends here.
  DROP,
  /// The target has the packet now.
  STOLEN,
  /// The calling chain goes on.
  RETURN
}
