package dev.patchbay.tools.iproute;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The two ways in which monitors show when something happened. Moments are nanoseconds of the
/// lab's clock.
public final class Timestamp {
  private static final long SECOND = 1_000_000_000;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE MMM", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss yyyy", Locale.ROOT);
  private static final DateTimeFormatter BRIEF =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Timestamp() {}

  /// A line of its own (`-timestamp`), with what the command calls a microsecond.
  public static String line(long nanos, String unit) {
    LocalDateTime time = utc(nanos);
    String day = String.format(Locale.ROOT, "%3d", time.getDayOfMonth());
    return "Timestamp: "
        + time.format(DAY)
        + day
        + " "
        + time.format(CLOCK)
        + " "
        + micros(nanos)
        + " "
        + unit
        + "\n";
  }

  /// In brackets, in front of the event (`-tshort`).
  public static String brief(long nanos) {
    return "[" + utc(nanos).format(BRIEF) + String.format(Locale.ROOT, ".%06d] ", micros(nanos));
  }

  /// A date and a time of day, with a blank between them.
  public static String date(long nanos) {
    return utc(nanos).format(DATE);
  }

  private static long micros(long nanos) {
    return Math.floorMod(nanos, SECOND) / 1000;
  }

  private static LocalDateTime utc(long nanos) {
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND));
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
