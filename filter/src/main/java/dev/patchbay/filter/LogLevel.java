package dev.patchbay.filter;

import dev.patchbay.core.KernelLog.Level;
import java.util.Locale;

/// Levels of the kernel's log as rules write them: by number, or by syslog's names.
public final class LogLevel {
  private LogLevel() {}

  /// Reads a level.
  public static Syntax<Level> syntax() {
    return (reading, text) -> {
      Long number = Values.parse(text);
      if (number != null && number < Level.values().length) {
        return Level.values()[number.intValue()];
      }
      return switch (text) {
        case "alert" -> Level.ALERT;
        case "crit" -> Level.CRIT;
        case "debug" -> Level.DEBUG;
        case "emerg", "panic" -> Level.EMERG;
        case "error" -> Level.ERR;
        case "info" -> Level.INFO;
        case "notice" -> Level.NOTICE;
        case "warning" -> Level.WARN;
        default -> throw new Refusal("log level \"" + text + "\" unknown\n");
      };
    };
  }

  /// As `-L` shows it: `warn`, `info`.
  public static String word(Level level) {
    return level == Level.ERR ? "error" : level.name().toLowerCase(Locale.ROOT);
  }
}
