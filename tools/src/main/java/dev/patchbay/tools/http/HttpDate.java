package dev.patchbay.tools.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates as headers have them (RFC 9110 section 5.6.7).
public final class HttpDate {
  private static final long SECOND = 1_000_000_000;

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private HttpDate() {}

  /// The date of a time in nanoseconds since 1970.
  public static String text(long nanos) {
    return FORM.format(of(nanos));
  }

  /// The time in UTC.
  public static ZonedDateTime of(long nanos) {
    return Instant.ofEpochSecond(nanos / SECOND).atZone(ZoneOffset.UTC);
  }

  /// The seconds since 1970 of a date in this form, or -1.
  public static long seconds(String date) {
    try {
      return ZonedDateTime.parse(date, FORM.withZone(ZoneOffset.UTC)).toEpochSecond();
    } catch (DateTimeException e) {
      return -1;
    }
  }
}
