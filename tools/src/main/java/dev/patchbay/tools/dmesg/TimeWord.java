package dev.patchbay.tools.dmesg;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as util-linux reads it: `now`, `2 hours ago`, `-5min`, `@SECONDS`, `2026-01-01
/// 12:00[:00]`.
final class TimeWord {
  private static final long SECOND = 1_000_000_000L;
  private static final Pattern DISTANCE =
      Pattern.compile("([+-]?)(\\d{1,9}) ?([a-z]+)( ago)?", Pattern.CASE_INSENSITIVE);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd[' ']['T']HH:mm[:ss]", Locale.ROOT);

  private TimeWord() {}

  /// Nanoseconds since 1970, or nothing when it is no time.
  static OptionalLong nanos(String word, long now) {
    if (word.equals("now")) {
      return OptionalLong.of(now);
    }
    if (word.matches("@\\d{1,10}")) {
      return OptionalLong.of(Long.parseLong(word.substring(1)) * SECOND);
    }
    Matcher distance = DISTANCE.matcher(word);
    return distance.matches() ? distant(distance, now) : date(word);
  }

  private static OptionalLong distant(Matcher distance, long now) {
    long unit = unit(distance.group(3).toLowerCase(Locale.ROOT));
    boolean past = distance.group(4) != null || distance.group(1).equals("-");
    boolean future = distance.group(1).equals("+");
    if (unit == 0 || past == future) {
      return OptionalLong.empty();
    }
    long nanos = Long.parseLong(distance.group(2)) * unit * SECOND;
    return OptionalLong.of(past ? now - nanos : now + nanos);
  }

  private static long unit(String word) {
    return switch (word) {
      case "s", "sec", "second", "seconds" -> 1;
      case "m", "min", "minute", "minutes" -> 60;
      case "h", "hr", "hour", "hours" -> 3600;
      case "d", "day", "days" -> 86_400;
      case "w", "week", "weeks" -> 604_800;
      default -> 0;
    };
  }

  private static OptionalLong date(String word) {
    try {
      LocalDateTime time =
          word.length() == 10
              ? LocalDate.parse(word).atStartOfDay()
              : LocalDateTime.parse(word, TIME);
      return OptionalLong.of(time.toEpochSecond(ZoneOffset.UTC) * SECOND);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
