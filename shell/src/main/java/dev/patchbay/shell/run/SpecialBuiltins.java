package dev.patchbay.shell.run;

import java.util.Set;

/// POSIX's special builtins (XCU 2.14): in a shell that keeps to it an error in one ends a script,
/// assignments before one last, and no function can take its name.
public final class SpecialBuiltins {
  private static final Set<String> NAMES =
      Set.of(
          "break",
          ":",
          "continue",
          ".",
          "eval",
          "exec",
          "exit",
          "export",
          "readonly",
          "return",
          "set",
          "shift",
          "times",
          "trap",
          "unset");

  private SpecialBuiltins() {}

  /// Whether it is one of them.
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
