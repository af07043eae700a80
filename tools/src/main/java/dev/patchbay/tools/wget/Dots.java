package dev.patchbay.tools.wget;

import dev.patchbay.core.file.FileException;
import java.util.Locale;

/// Shows how far a file has come: a dot a kilobyte, fifty in a row.
final class Dots {
  private static final int DOT = 1024;
  private static final int CLUSTER = 10;
  private static final int IN_A_ROW = 50;
  private static final int PERCENT = 100;

  private final Log log;
  private final long total;
  private final long begin;
  private long counted;
  private int dots;
  private int rows;
  private long rowBytes;
  private long rowBegin;

  /// A file of `total` bytes, or -1 when nobody knows; it begins at `now`.
  Dots(Log log, long total, long now) throws FileException {
    this.log = log;
    this.total = total;
    this.begin = now;
    this.rowBegin = now;
    log.verbose("\n     0K");
  }

  /// More has come.
  void add(int bytes, long now) throws FileException {
    counted += bytes;
    rowBytes += bytes;
    while (counted / DOT > (long) rows * IN_A_ROW + dots) {
      if (dots == IN_A_ROW) {
        endRow(now, false);
      }
      dot();
    }
  }

  private void dot() throws FileException {
    log.verbose((dots % CLUSTER == 0 ? " " : "") + ".");
    dots++;
  }

  private void endRow(long now, boolean last) throws FileException {
    log.verbose(statistics(now, last));
    rows++;
    dots = 0;
    rowBytes = 0;
    rowBegin = now;
    log.verbose("\n%6dK".formatted((long) rows * IN_A_ROW));
  }

  /// All has come.
  void end(long now) throws FileException {
    StringBuilder blanks = new StringBuilder();
    for (int i = dots; i < IN_A_ROW; i++) {
      blanks.append(i % CLUSTER == 0 ? "  " : " ");
    }
    log.verbose(blanks + statistics(now, true) + "\n\n");
  }

  private String statistics(long now, boolean last) {
    long shown = last ? counted : (long) (rows + 1) * IN_A_ROW * DOT;
    String percent = total <= 0 ? "" : "%3d%%".formatted(shown * PERCENT / total);
    double rate = rowBytes / Math.max(1e-9, (now - rowBegin) / 1e9);
    String unit = " KMG";
    int power = 0;
    while (rate >= DOT && power < unit.length() - 1) {
      rate /= DOT;
      power++;
    }
    String speed =
        String.format(Locale.ROOT, " %4." + digits(rate) + "f%c", rate, unit.charAt(power));
    double seconds = (now - begin) / 1e9;
    if (last) {
      return percent + speed + "=" + decimal(seconds) + "s";
    }
    long left = total <= 0 ? 0 : Math.round((total - shown) * seconds / shown);
    return percent + speed + (total <= 0 ? "" : " " + left + "s");
  }

  private static int digits(double rate) {
    return rate >= 99.95 ? 0 : rate >= 9.995 ? 1 : 2;
  }

  /// A number of seconds with as many digits as matter.
  static String decimal(double seconds) {
    if (seconds >= 9.95) {
      return String.format(Locale.ROOT, "%.0f", seconds);
    }
    if (seconds >= 0.95) {
      return String.format(Locale.ROOT, "%.1f", seconds);
    }
    if (seconds >= 0.0095) {
      return String.format(Locale.ROOT, "%.2f", seconds);
    }
    return seconds >= 0.00095 ? String.format(Locale.ROOT, "%.3f", seconds) : "0";
  }

  /// How many bytes a second came on the whole, with their unit.
  static String rate(long bytes, long nanos) {
    String[] units = {"B/s", "KB/s", "MB/s", "GB/s"};
    double rate = bytes / Math.max(1e-9, nanos / 1e9);
    int power = 0;
    while (rate >= DOT && power < units.length - 1) {
      rate /= DOT;
      power++;
    }
    return String.format(Locale.ROOT, "%." + digits(rate) + "f %s", rate, units[power]);
  }
}
