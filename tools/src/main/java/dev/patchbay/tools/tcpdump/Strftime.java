package dev.patchbay.tools.tcpdump;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times in the C library's formats, as far as names of files use them.
final class Strftime {
  private Strftime() {}

  static String format(String format, long second) {
    ZonedDateTime time = Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
      } else {
        out.append(field(format.charAt(++i), time));
      }
    }
    return out.toString();
  }

  private static String field(char letter, ZonedDateTime time) {
    return switch (letter) {
      case '%' -> "%";
      case 's' -> Long.toString(time.toEpochSecond());
      case 'Y' -> text("uuuu", time);
      case 'y' -> text("uu", time);
      case 'm' -> text("MM", time);
      case 'd' -> text("dd", time);
      case 'H' -> text("HH", time);
      case 'M' -> text("mm", time);
      case 'S' -> text("ss", time);
      case 'j' -> text("DDD", time);
      case 'F' -> text("uuuu-MM-dd", time);
      case 'T' -> text("HH:mm:ss", time);
      case 'R' -> text("HH:mm", time);
      case 'a' -> text("EEE", time);
      case 'A' -> text("EEEE", time);
      case 'b', 'h' -> text("MMM", time);
      case 'B' -> text("MMMM", time);
      default -> "%" + letter;
    };
  }

  private static String text(String pattern, ZonedDateTime time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
