package dev.patchbay.core.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// `strftime` with the additions of GNU `date`, in the C locale and UTC.
public final class DateFormat {
  private DateFormat() {}

  /// The time, in nanoseconds since 1970, as the pattern has it.
  public static String format(String pattern, long nanos) {
    ZonedDateTime time =
        Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
            .atZone(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%' || at == pattern.length()) {
        text.append(c);
        continue;
      }
      int start = at;
      while (at < pattern.length() - 1 && "-_0^#:".indexOf(pattern.charAt(at)) >= 0) {
        at++;
      }
      int digits = at;
      while (at < pattern.length() - 1 && Character.isDigit(pattern.charAt(at))) {
        at++;
      }
      String flags = pattern.substring(start, digits);
      int width =
          at - digits > 6 || at == digits ? 0 : Integer.parseInt(pattern.substring(digits, at));
      text.append(flagged(flags, width, field(pattern.charAt(at), time, flags, width)));
      at++;
    }
    return text.toString();
  }

  private static String flagged(String flags, int width, String field) {
    String text = field;
    if (flags.indexOf('-') >= 0) {
      text = text.replaceFirst("^[0 ]+(?=.)", "");
    } else if (flags.indexOf('_') >= 0) {
      int zeros = 0;
      while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
        zeros++;
      }
      text = " ".repeat(zeros) + text.substring(zeros);
    }
    if (flags.indexOf('^') >= 0) {
      text = text.toUpperCase(Locale.ROOT);
    }
    boolean number = !text.isEmpty() && Character.isDigit(text.charAt(0));
    return (number ? "0" : " ").repeat(Math.max(width - text.length(), 0)) + text;
  }

  private static String field(char letter, ZonedDateTime t, String flags, int width) {
    return switch (letter) {
      case '%' -> "%";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'c' -> combined("%a %b %e %H:%M:%S %Y", t);
      case 'C' -> two(t.getYear() / 100);
      case 'd' -> two(t.getDayOfMonth());
      case 'D', 'x' -> combined("%m/%d/%y", t);
      case 'e' -> "%2d".formatted(t.getDayOfMonth());
      case 'F' -> combined("%Y-%m-%d", t);
      case 'g' -> two(t.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> two(t.getHour());
      case 'I' -> two(t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'j' -> "%03d".formatted(t.getDayOfYear());
      case 'k' -> "%2d".formatted(t.getHour());
      case 'l' -> "%2d".formatted(t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'm' -> two(t.getMonthValue());
      case 'M' -> two(t.getMinute());
      case 'N' -> nanos(t, flags, width);
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'q' -> Integer.toString(t.get(IsoFields.QUARTER_OF_YEAR));
      case 'r' -> combined("%I:%M:%S %p", t);
      case 'R' -> combined("%H:%M", t);
      case 's' -> Long.toString(t.toEpochSecond());
      case 'S' -> two(t.getSecond());
      case 'T', 'X' -> combined("%H:%M:%S", t);
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'U' -> two((t.getDayOfYear() + 6 - t.getDayOfWeek().getValue() % 7) / 7);
      case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> Integer.toString(t.getDayOfWeek().getValue() % 7);
      case 'W' -> two((t.getDayOfYear() + 6 - (t.getDayOfWeek().getValue() + 6) % 7) / 7);
      case 'y' -> two(t.getYear() % 100);
      case 'Y' -> Integer.toString(t.getYear());
      case 'z' -> flags.indexOf(':') >= 0 ? "+00:00" : "+0000";
      case 'Z' -> "UTC";
      default -> "%" + letter;
    };
  }

  /// `%3N`: as many digits of the fraction as the width says.
  private static String nanos(ZonedDateTime t, String flags, int width) {
    String digits = "%09d".formatted(t.getNano());
    String kept = width == 0 ? digits : digits.substring(0, Math.min(width, 9));
    return flags.indexOf('-') >= 0 ? kept.replaceFirst("0+$", "") : kept;
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  private static String combined(String pattern, ZonedDateTime t) {
    return format(pattern, t.toEpochSecond() * 1_000_000_000L + t.getNano());
  }
}
