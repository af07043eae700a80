package dev.patchbay.shell.tool;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The dates that `date -d` and `touch -d` take: `@SECONDS`, ISO dates and times, `now`, `today`,
/// `tomorrow`, `yesterday`, and shifts such as `+2 hours` or `3 days ago`. Times are UTC.
final class DateWords {
  private static final long SECOND = 1_000_000_000;
  private static final Pattern EPOCH = Pattern.compile("@(-?\\d{1,10})(?:\\.(\\d{1,9}))?");
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(\\d{4}-\\d\\d?-\\d\\d?)?["
              + " T]*(?:(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?)?\\s*(?:Z|UTC|\\+0000|\\+00:00)?");
  private static final Pattern SHIFT =
      Pattern.compile(
          "\\s*([+-]?)\\s*(\\d{1,9})?\\s*(sec|second|min|minute|hour|day|week|month|year)s?(\\s+ago)?");

  private DateWords() {}

  /// The time in nanoseconds since 1970, or null when the text is no date.
  static @Nullable Long parse(String text, long now) {
    String rest = text.strip();
    Matcher epoch = EPOCH.matcher(rest);
    if (epoch.matches()) {
      return Long.parseLong(epoch.group(1)) * SECOND + fraction(epoch.group(2));
    }
    try {
      LocalDateTime time = utc(now);
      Matcher word = Pattern.compile("(now|today|tomorrow|yesterday|midnight)\\b").matcher(rest);
      if (word.lookingAt()) {
        time = named(word.group(1), time);
        rest = rest.substring(word.end()).strip();
      }
      Matcher absolute = ABSOLUTE.matcher(rest);
      if (absolute.lookingAt() && absolute.end() > 0) {
        time = absolute(absolute, time);
        rest = rest.substring(absolute.end()).strip();
      }
      Matcher shift = SHIFT.matcher(rest);
      int at = 0;
      while (at < rest.length() && shift.find(at) && shift.start() == at) {
        time = shifted(shift, time);
        at = shift.end();
      }
      return at == rest.length() ? Long.valueOf(nanos(time)) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LocalDateTime utc(long nanos) {
    return LocalDateTime.ofInstant(
        Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)),
        ZoneOffset.UTC);
  }

  private static long nanos(LocalDateTime time) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }

  private static long fraction(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
  }

  private static LocalDateTime named(String word, LocalDateTime now) {
    return switch (word) {
      case "tomorrow" -> now.plusDays(1);
      case "yesterday" -> now.minusDays(1);
      case "midnight" -> now.toLocalDate().atStartOfDay();
      default -> now;
    };
  }

  private static LocalDateTime absolute(Matcher written, LocalDateTime now) {
    LocalDate date = now.toLocalDate();
    String day = written.group(1);
    if (day != null) {
      String[] numbers = day.split("-", -1);
      date =
          LocalDate.of(
              Integer.parseInt(numbers[0]),
              Integer.parseInt(numbers[1]),
              Integer.parseInt(numbers[2]));
    }
    String hour = written.group(2);
    if (hour == null) {
      return day == null ? now : date.atStartOfDay();
    }
    String second = written.group(4);
    return date.atTime(
        LocalTime.of(
            Integer.parseInt(hour),
            Integer.parseInt(written.group(3)),
            second == null ? 0 : Integer.parseInt(second),
            (int) fraction(written.group(5))));
  }

  private static LocalDateTime shifted(Matcher shift, LocalDateTime time) {
    String digits = shift.group(2);
    long count = digits == null ? 1 : Long.parseLong(digits);
    long by = "-".equals(shift.group(1)) != (shift.group(4) != null) ? -count : count;
    return switch (shift.group(3)) {
      case "sec", "second" -> time.plusSeconds(by);
      case "min", "minute" -> time.plusMinutes(by);
      case "hour" -> time.plusHours(by);
      case "day" -> time.plusDays(by);
      case "week" -> time.plusWeeks(by);
      case "month" -> time.plusMonths(by);
      default -> time.plusYears(by);
    };
  }
}
