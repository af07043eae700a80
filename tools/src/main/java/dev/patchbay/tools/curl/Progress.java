package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.util.Locale;

/// The meter that curl shows while it transfers: once at the beginning, once at the end.
final class Progress {
  private static final String TITLES =
      """
        % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                       Dload  Upload   Total   Spent    Left  Speed
      """;

  private static final String NO_TIME = "--:--:--";
  private static final long KILO = 1024;
  private static final long MEGA = KILO * KILO;
  private static final long GIGA = MEGA * KILO;
  private static final int PERCENT = 100;

  private final Process process;
  private final boolean shown;

  Progress(Process process, boolean shown) {
    this.process = process;
    this.shown = shown;
  }

  void begin() throws FileException {
    if (shown) {
      process.err().print(TITLES);
      line(0, 0, 0, 0);
    }
  }

  void end(Outcome outcome) throws FileException {
    if (shown) {
      double seconds = Math.max(1e-6, outcome.seconds(outcome.end));
      line(
          Math.max(outcome.expected, outcome.downloaded),
          outcome.downloaded,
          outcome.uploaded,
          seconds);
      process.err().print("\n");
    }
  }

  private void line(long total, long down, long up, double seconds) throws FileException {
    long all = total + up;
    long downSpeed = seconds == 0 ? 0 : (long) (down / seconds);
    long upSpeed = seconds == 0 ? 0 : (long) (up / seconds);
    process
        .err()
        .print(
            "\r%3d %s  %3d %s  %3d %s  %s %s %s %s %s %s"
                .formatted(
                    percent(down + up, all),
                    size(all),
                    percent(down, total),
                    size(down),
                    percent(up, up),
                    size(up),
                    size(downSpeed),
                    size(upSpeed),
                    NO_TIME,
                    time(seconds),
                    NO_TIME,
                    size(downSpeed + upSpeed)));
  }

  private static long percent(long part, long whole) {
    return whole == 0 ? 0 : part * PERCENT / whole;
  }

  private static String time(double seconds) {
    long whole = (long) seconds;
    return whole == 0
        ? NO_TIME
        : "%2d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  /// A number of bytes in five letters.
  private static String size(long bytes) {
    if (bytes < 100_000) {
      return "%5d".formatted(bytes);
    }
    if (bytes < 10_000 * KILO) {
      return "%4dk".formatted(bytes / KILO);
    }
    if (bytes < 100 * MEGA) {
      return String.format(Locale.ROOT, "%2d.%dM", bytes / MEGA, bytes % MEGA * 10 / MEGA);
    }
    return bytes < 10_000 * MEGA ? "%4dM".formatted(bytes / MEGA) : "%4dG".formatted(bytes / GIGA);
  }
}
