package dev.patchbay.trace.print;

/// Spans of time in the form `1d2h3m4s`.
final class Spans {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s"};
  private static final int[] SECONDS = {31_536_000, 604_800, 86_400, 3600, 60, 1};

  private Spans() {}

  static String text(long seconds) {
    if (seconds == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "");
    long rest = Math.abs(seconds);
    for (int i = 0; i < UNITS.length; i++) {
      if (rest >= SECONDS[i]) {
        out.append(rest / SECONDS[i]).append(UNITS[i]);
        rest %= SECONDS[i];
      }
    }
    return out.toString();
  }
}
