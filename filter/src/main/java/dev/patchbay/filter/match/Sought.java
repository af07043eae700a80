package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Option;
import org.jspecify.annotations.Nullable;

/// The number that a header's field must have, or must not have; null when any will do.
record Sought(@Nullable Long value, boolean inverted) {
  /// What was given to an option.
  static Sought of(Chosen chosen, Option<Long> option) {
    return new Sought(chosen.get(option), chosen.inverted(option));
  }

  boolean matches(long number) {
    return value == null || (value == number) != inverted;
  }

  void save(StringBuilder out, String option) {
    if (value != null) {
      out.append(inverted ? " ! --" : " --").append(option).append(' ').append(value);
    }
  }

  /// ` length:!8`
  void list(StringBuilder out, String word) {
    if (value != null) {
      out.append(' ').append(word).append(inverted ? ":!" : ":").append(value);
    }
  }
}
