package dev.patchbay.shell.tool;

import java.util.OptionalLong;

/// Numbers with the multipliers of coreutils: `10`, `2k`, `1M`, `3kB`, `1b`.
final class Sizes {
  private static final String LETTERS = "KMGTPE";

  private Sizes() {}

  static OptionalLong of(String word) {
    int digits = 0;
    while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
      digits++;
    }
    long unit = unit(word.substring(digits));
    if (digits == 0 || digits > 18 || unit < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(word.substring(0, digits)) * unit);
  }

  private static long unit(String suffix) {
    if (suffix.isEmpty() || suffix.equals("b")) {
      return suffix.isEmpty() ? 1 : 512;
    }
    int power = LETTERS.indexOf(Character.toUpperCase(suffix.charAt(0))) + 1;
    String rest = suffix.substring(1);
    boolean decimal = rest.equals("B");
    if (power == 0 || !(rest.isEmpty() || decimal || rest.equals("iB"))) {
      return -1;
    }
    long unit = 1;
    for (int i = 0; i < power; i++) {
      unit *= decimal ? 1000 : 1024;
    }
    return unit;
  }
}
