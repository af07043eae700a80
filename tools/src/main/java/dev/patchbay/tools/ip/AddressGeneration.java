package dev.patchbay.tools.ip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a device makes its IPv6 addresses (`IN6_ADDR_GEN_MODE_…`).
final class AddressGeneration {
  private static final List<String> WORDS = List.of("eui64", "none", "stable_secret", "random");

  private AddressGeneration() {}

  /// The number of the word, or null.
  static @Nullable Integer of(String word) {
    int number = WORDS.indexOf(word);
    return number < 0 ? null : number;
  }

  static String word(int number) {
    return number >= 0 && number < WORDS.size() ? WORDS.get(number) : Integer.toString(number);
  }
}
