package dev.patchbay.tools.dmesg;

import dev.patchbay.core.KernelLog;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a log: who says it, how much it matters, when, and what.
///
/// @param micros since the machine booted
record Record(int facility, KernelLog.Level level, long micros, String text) {
  /// The facilities by number (syslog(3)); 0 is the kernel.
  static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp");

  private static final int LEVELS = 8;
  private static final long MICROS = 1_000_000;
  private static final Pattern FORM =
      Pattern.compile("(?:<(\\d{1,9})>)?(?:\\[ *(\\d{1,9})\\.(\\d{1,9})\\] ?)?(.*)");

  static Record of(KernelLog.Line line) {
    return new Record(0, line.level(), line.time() / 1000, line.text());
  }

  /// A line as syslog(2) gives it: `<6>[ 1.500000] text`. As `dmesg` reads it, the digits behind
  /// the point are microseconds, however many there are.
  static Record parse(String line) {
    Matcher parts = FORM.matcher(line);
    if (!parts.matches()) {
      return new Record(0, KernelLog.Level.INFO, 0, line);
    }
    int priority = parts.group(1) == null ? 6 : Integer.parseInt(parts.group(1));
    long micros =
        parts.group(2) == null
            ? 0
            : Long.parseLong(parts.group(2)) * MICROS + Long.parseLong(parts.group(3));
    KernelLog.Level level = KernelLog.Level.values()[priority % LEVELS];
    return new Record(priority / LEVELS, level, micros, parts.group(4));
  }

  /// Facility and level in one number, as the log has them.
  int priority() {
    return facility * LEVELS + level.ordinal();
  }

  String facilityWord() {
    return facility < FACILITIES.size() ? FACILITIES.get(facility) : "";
  }

  double seconds() {
    return micros / (double) MICROS;
  }
}
