package dev.patchbay.shell.tool;

import java.util.OptionalLong;

/// Times as `sleep` and `timeout` take them: `1`, `0.5`, `2m`, `1h`, `infinity`.
final class Durations {
  private static final long SECOND = 1_000_000_000;

  private Durations() {}

  /// The time in nanoseconds; nothing when the word is none.
  static OptionalLong nanos(String word) {
    if (word.equals("infinity") || word.equals("inf")) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
    if (!word.matches("\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[smhd]?")) {
      return OptionalLong.empty();
    }
    char last = word.charAt(word.length() - 1);
    boolean unit = Character.isLetter(last);
    double number = Double.parseDouble(unit ? word.substring(0, word.length() - 1) : word);
    long seconds =
        switch (unit ? last : 's') {
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86400;
          default -> 1;
        };
    double nanos = number * seconds * SECOND;
    return OptionalLong.of(nanos >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.round(nanos));
  }
}
