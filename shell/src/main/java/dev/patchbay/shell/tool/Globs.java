package dev.patchbay.shell.tool;

import dev.patchbay.shell.expand.Pattern;

/// Names against the patterns of options such as `--include`.
final class Globs {
  private Globs() {}

  static boolean matches(String pattern, String name) {
    return Pattern.of(pattern).matches(name);
  }
}
