package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values.Range;

/// Numbers of 32 bits that a header's field may have: a range, or all but it.
record Numbers(Range range, boolean inverted) {
  static final long MOST = 0xffff_ffffL;

  /// What was given to an option, or any number.
  static Numbers of(Chosen chosen, Option<Range> option) {
    return new Numbers(chosen.get(option, new Range(0, MOST)), chosen.inverted(option));
  }

  boolean matches(long number) {
    return range.contains(number) != inverted;
  }

  private boolean isAny() {
    return range.min() == 0 && range.max() == MOST;
  }

  void save(StringBuilder out, String option) {
    if (!isAny()) {
      out.append(inverted ? " ! --" : " --").append(option).append(' ').append(range.text());
    }
  }

  /// `spi:5`, `spis:!5:9`, nothing for any number.
  void list(StringBuilder out, String word) {
    if (!isAny() || inverted) {
      out.append(word).append(range.min() == range.max() ? ":" : "s:").append(inverted ? "!" : "");
      out.append(range.text());
    }
  }
}
