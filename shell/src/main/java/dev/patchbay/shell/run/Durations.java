package dev.patchbay.shell.run;

import java.util.Locale;

/// What `time` tells, in the lab's time: all of it is real, none of it anybody's.
final class Durations {
  private Durations() {}

  static String report(long millis, boolean posix) {
    if (posix) {
      return String.format(
          Locale.ROOT, "real %d.%02d%nuser 0.00%nsys 0.00", millis / 1000, millis % 1000 / 10);
    }
    return String.format(
        Locale.ROOT,
        "%nreal\t%dm%d.%03ds%nuser\t0m0.000s%nsys\t0m0.000s",
        millis / 60_000,
        millis / 1000 % 60,
        millis % 1000);
  }
}
