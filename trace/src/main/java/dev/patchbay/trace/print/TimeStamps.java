package dev.patchbay.trace.print;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The time in front of a line.
final class TimeStamps {
  private static final long SECOND = 1_000_000_000;

  /// From here on a time does not fit the 31 bits that tcpdump has for seconds.
  private static final long END_OF_TIME = 1L << 31;

  private static final DateTimeFormatter CLOCK = style("HH:mm:ss");
  private static final DateTimeFormatter DATE = style("yyyy-MM-dd HH:mm:ss");

  private final PrintOptions options;
  private boolean started;
  private long reference;

  TimeStamps(PrintOptions options) {
    this.options = options;
  }

  private static DateTimeFormatter style(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /// The text for a frame seen then, in nanoseconds since 1970.
  String text(long nanos) {
    long time = options.nanoseconds() ? nanos : nanos - Math.floorMod(nanos, 1000);
    return switch (options.time()) {
      case NONE -> "";
      case CLOCK -> clock(CLOCK, time) + " ";
      case DATE -> clock(DATE, time) + " ";
      case EPOCH -> seconds(time) + " ";
      case SINCE_PREVIOUS, SINCE_FIRST -> since(time) + " ";
    };
  }

  private String since(long time) {
    if (!started) {
      started = true;
      reference = time;
    }
    long passed = time - reference;
    if (options.time() == TimeStyle.SINCE_PREVIOUS) {
      reference = time;
    }
    return (passed < 0 ? "-" : " ") + clock(CLOCK, Math.abs(passed));
  }

  private String clock(DateTimeFormatter style, long time) {
    long second = Math.floorDiv(time, SECOND);
    return isTooLate(second)
        ? "[Error converting time]"
        : style.format(Instant.ofEpochSecond(second)) + fraction(time);
  }

  private String seconds(long time) {
    long second = Math.floorDiv(time, SECOND);
    return isTooLate(second) ? "[Error converting time]" : second + fraction(time);
  }

  private static boolean isTooLate(long second) {
    return (second & END_OF_TIME) != 0;
  }

  private String fraction(long time) {
    long rest = Math.floorMod(time, SECOND);
    return options.nanoseconds()
        ? String.format(Locale.ROOT, ".%09d", rest)
        : String.format(Locale.ROOT, ".%06d", rest / 1000);
  }
}
