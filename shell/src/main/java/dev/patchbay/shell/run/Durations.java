package dev.patchbay.shell.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `time` tells, in the lab's time: all of it is real, none of it anybody's.
final class Durations {
  private static final String USUAL = "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS";
  private static final long SECOND = 1_000_000_000;

  private Durations() {}

  /// As `time -p` has it.
  static String posix(long nanos) {
    return report(nanos, "real %2R\nuser %2U\nsys %2S");
  }

  /// As `TIMEFORMAT` asks: `%[digits][l]R`, `U`, `S`, and `%P`.
  static String report(long nanos, @Nullable String format) {
    String form = format == null ? USUAL : format;
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < form.length()) {
      char c = form.charAt(at++);
      if (c != '%' || at == form.length()) {
        text.append(c);
        continue;
      }
      int digits = 3;
      if (Character.isDigit(form.charAt(at))) {
        digits = Math.min(form.charAt(at++) - '0', 3);
      }
      boolean minutes = form.startsWith("l", at);
      at += minutes ? 1 : 0;
      char what = at < form.length() ? form.charAt(at++) : '%';
      switch (what) {
        case 'R' -> text.append(seconds(nanos, digits, minutes));
        case 'U', 'S' -> text.append(seconds(0, digits, minutes));
        case 'P' -> text.append("0.00");
        default -> text.append(what);
      }
    }
    return text.toString();
  }

  private static String seconds(long nanos, int digits, boolean minutes) {
    long whole = nanos / SECOND;
    StringBuilder text = new StringBuilder();
    if (minutes) {
      text.append(whole / 60).append('m');
      whole %= 60;
    }
    text.append(whole);
    if (digits > 0) {
      String fraction = String.format(Locale.ROOT, "%09d", nanos % SECOND);
      text.append('.').append(fraction, 0, digits);
    }
    return minutes ? text.append('s').toString() : text.toString();
  }
}
