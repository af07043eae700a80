package dev.patchbay.filter.match;

import dev.patchbay.filter.Values.Range;

/// A range of the numbers by which IPsec tells its flows apart, in the words of AH's and ESP's
/// matches.
record SecurityIndex(Range range, boolean inverted) {
  static final long MOST = 0xffff_ffffL;

  boolean matches(long index) {
    return range.contains(index) != inverted;
  }

  private boolean isAny() {
    return range.min() == 0 && range.max() == MOST;
  }

  void save(StringBuilder out, String option) {
    if (!isAny()) {
      out.append(inverted ? " ! --" : " --").append(option).append(' ').append(range.text());
    }
  }

  void list(StringBuilder out) {
    if (!isAny() || inverted) {
      out.append(range.min() == range.max() ? " spi:" : " spis:").append(inverted ? "!" : "");
      out.append(range.text());
    }
  }
}
