package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// What a shell says about how its text is read.
public interface Reading {
  /// A shell without aliases and extended patterns.
  Reading PLAIN =
      new Reading() {
        @Override
        public @Nullable String alias(String name) {
          return null;
        }

        @Override
        public boolean extendedPatterns() {
          return false;
        }
      };

  /// The text that stands for a command of this name, or null.
  @Nullable String alias(String name);

  /// Whether `@(a|b)` and its like are patterns (`shopt -s extglob`).
  boolean extendedPatterns();
}
