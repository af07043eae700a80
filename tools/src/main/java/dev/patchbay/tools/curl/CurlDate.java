package dev.patchbay.tools.curl;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as `-z` takes them (curl_getdate(3)): day, month by name, year, time and zone in any
/// order, or the day as one number of eight figures.
final class CurlDate {
  private static final Pattern PART =
      Pattern.compile("(\\d\\d?):(\\d\\d)(?::(\\d\\d))?|[A-Za-z]+|\\d+");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> ZONES = List.of("gmt", "ut", "utc", "z");

  private int year = -1;
  private int month = -1;
  private int day = -1;
  private int hour;
  private int minute;
  private int second;

  private CurlDate() {}

  /// Seconds since 1970, or -1 when it is no date.
  static long seconds(String text) {
    CurlDate date = new CurlDate();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      if (!date.take(matcher)) {
        return -1;
      }
    }
    return date.seconds();
  }

  private boolean take(Matcher part) {
    if (part.group(1) != null) {
      hour = Integer.parseInt(part.group(1));
      minute = Integer.parseInt(part.group(2));
      second = part.group(3) == null ? 0 : Integer.parseInt(part.group(3));
      return true;
    }
    String word = part.group();
    return Character.isDigit(word.charAt(0)) ? number(word) : word(word.toLowerCase(Locale.ROOT));
  }

  private boolean word(String word) {
    String start = word.substring(0, Math.min(3, word.length()));
    if (month < 0 && MONTHS.contains(start)) {
      month = MONTHS.indexOf(start) + 1;
      return true;
    }
    return DAYS.contains(start) || ZONES.contains(word);
  }

  private boolean number(String word) {
    if (word.length() > 8) {
      return false;
    }
    int value = Integer.parseInt(word);
    if (word.length() == 8 && year < 0 && month < 0 && day < 0) {
      year = value / 10_000;
      month = value / 100 % 100;
      day = value % 100;
    } else if (day < 0 && value > 0 && value < 32) {
      day = value;
    } else if (year < 0) {
      year = value > 99 ? value : value > 70 ? 1900 + value : 2000 + value;
    } else {
      return false;
    }
    return true;
  }

  private long seconds() {
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return -1;
    }
  }
}
