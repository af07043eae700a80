package dev.patchbay.filter.match;

import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;

/// How often in a time, as `limit` and `hashlimit` write it: `10/sec`, `3/hour`.
///
/// @param period ten-thousandths of a second from one to the next
record Rate(long period) {
  static final int SCALE = 10_000;
  private static final String[] NAMES = {"day", "hour", "min", "sec"};
  private static final String[] WORDS = {"day", "hour", "minute", "second"};
  private static final long[] SECONDS = {86_400, 3600, 60, 1};

  static Syntax<Rate> syntax() {
    return (reading, text) -> read(text);
  }

  private static Rate read(String text) {
    int slash = text.indexOf('/');
    long seconds = slash < 0 ? 1 : seconds(text.substring(slash + 1));
    String figures = text.replaceFirst("[^0-9].*", "");
    long count = figures.isEmpty() || figures.length() > 9 ? 0 : Long.parseLong(figures);
    if (seconds < 0 || count == 0) {
      throw new Refusal("bad rate \"" + text + "\"'");
    }
    if (count / seconds > SCALE) {
      throw new Refusal("Rate too fast \"" + text + "\"");
    }
    return new Rate(SCALE * seconds / count);
  }

  private static long seconds(String unit) {
    for (int i = WORDS.length - 1; i >= 0; i--) {
      if (!unit.isEmpty() && WORDS[i].regionMatches(true, 0, unit, 0, unit.length())) {
        return SECONDS[i];
      }
    }
    return -1;
  }

  /// In the unit that tells it best.
  String text() {
    if (period == 0) {
      return "inf";
    }
    int i = 1;
    while (i < NAMES.length) {
      long whole = SECONDS[i] * SCALE;
      if (period > whole || whole / period < whole % period) {
        break;
      }
      i++;
    }
    return SECONDS[i - 1] * SCALE / period + "/" + NAMES[i - 1];
  }
}
