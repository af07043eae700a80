package dev.patchbay.tools.ip;

/// Patterns for the labels of addresses, with `*` and `?` (`fnmatch`).
final class Label {
  private Label() {}

  static boolean matches(String pattern, String label) {
    return matches(pattern, 0, label, 0);
  }

  private static boolean matches(String pattern, int p, String label, int l) {
    if (p == pattern.length()) {
      return l == label.length();
    }
    char c = pattern.charAt(p);
    if (c == '*') {
      return matches(pattern, p + 1, label, l)
          || (l < label.length() && matches(pattern, p, label, l + 1));
    }
    return l < label.length()
        && (c == '?' || c == label.charAt(l))
        && matches(pattern, p + 1, label, l + 1);
  }
}
