package dev.patchbay.shell.run;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A prompt's escapes: what a backslash and a letter stand for (user, host, folder, time and so
/// on).
final class Prompt {
  private static final long SECOND = 1_000_000_000;

  private final Shell shell;

  Prompt(Shell shell) {
    this.shell = shell;
  }

  String expand(String text) {
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        expanded.append(escape(text.charAt(++i)));
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  private String escape(char letter) {
    return switch (letter) {
      case 'u' -> shell.process().user() == 0 ? "root" : Integer.toString(shell.process().user());
      case 'h', 'H' -> shell.process().machine().hostname();
      case 'w' -> folder();
      case 'W' -> folder().substring(folder().lastIndexOf('/', folder().length() - 2) + 1);
      case '$' -> shell.process().user() == 0 ? "#" : "$";
      case 's' -> shell.name();
      case 'v' -> "5.2";
      case 'V' -> "5.2.15";
      case 'j' -> Integer.toString(shell.jobs().all().size());
      case 'd' -> time("EEE MMM dd");
      case 't' -> time("HH:mm:ss");
      case 'T' -> time("hh:mm:ss");
      case 'A' -> time("HH:mm");
      case '@' -> time("hh:mm a");
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'e' -> "\u001b";
      case '\\' -> "\\";
      case '[', ']' -> "";
      default -> "\\" + letter;
    };
  }

  private String folder() {
    String folder = shell.process().directory();
    String home = shell.variables().value("HOME");
    if (home != null
        && home.length() > 1
        && (folder.equals(home) || folder.startsWith(home + "/"))) {
      return "~" + folder.substring(home.length());
    }
    return folder;
  }

  private String time(String form) {
    long seconds = shell.process().loop().now() / SECOND;
    LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    return DateTimeFormatter.ofPattern(form, Locale.ROOT).format(now);
  }
}
