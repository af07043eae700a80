package dev.patchbay.tools.wget;

import java.util.Locale;

/// What one run has fetched, told at its end when it had several addresses.
final class Totals {
  private static final double SECOND = 1e9;

  private int files;
  private long bytes;
  private long nanos;

  /// A file is there, whose so many bytes took so long.
  void add(long more, long took) {
    files++;
    bytes += more;
    nanos += took;
  }

  boolean anyFiles() {
    return files > 0;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /// The lines at the end of a run that took so long.
  String text(String time, long wall) {
    return "FINISHED --%s--\nTotal wall clock time: %s\nDownloaded: %d files, %s in %s (%s)\n"
        .formatted(time, human(wall), files, amount(), human(nanos), Dots.rate(bytes, nanos));
  }

  /// Whether more has come than that, unless it is 0.
  boolean exceed(long quota) {
    return quota > 0 && bytes > quota;
  }

  private String amount() {
    return amount(bytes);
  }

  /// Bytes in at most three digits and a unit.
  static String amount(long bytes) {
    String units = "KMGT";
    double value = bytes;
    int power = -1;
    while (value >= 1024 && power < units.length() - 1) {
      value /= 1024;
      power++;
    }
    return power < 0
        ? Long.toString(bytes)
        : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value) + units.charAt(power);
  }

  private static String human(long nanos) {
    double seconds = nanos / SECOND;
    if (seconds < 0.0005) {
      return "0s";
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.1fs" : "%.0fs", seconds);
  }
}
