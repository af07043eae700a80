package dev.patchbay.tools.iproute;

import org.jspecify.annotations.Nullable;

/// The words a command knows, in the order in which iproute2 compares them: what is typed may be
/// the beginning of several, and the first one is meant.
public final class Keywords {
  private final String[] names;
  private final boolean[] exact;

  /// A name with `=` in front cannot be abbreviated.
  public Keywords(String... names) {
    this.names = new String[names.length];
    this.exact = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      exact[i] = names[i].startsWith("=");
      this.names[i] = exact[i] ? names[i].substring(1) : names[i];
    }
  }

  /// The keyword that `word` means, or null.
  public @Nullable String find(String word) {
    if (word.isEmpty()) {
      return null;
    }
    for (int i = 0; i < names.length; i++) {
      if (exact[i] ? names[i].equals(word) : names[i].startsWith(word)) {
        return names[i];
      }
    }
    return null;
  }
}
