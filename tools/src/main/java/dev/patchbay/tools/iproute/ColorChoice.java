package dev.patchbay.tools.iproute;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color.Background;
import org.jspecify.annotations.Nullable;

/// When there are colours: what `-color[=always|auto|never]` says.
public final class ColorChoice {
  private String when = "never";

  /// Whether it is the option with a value behind `=`.
  public static boolean hasValue(String option) {
    int equals = option.indexOf('=');
    return equals > 0 && Args.matches(option.substring(0, equals), "-color");
  }

  /// Takes the option; returns whether its value is one.
  public boolean take(String option) {
    int equals = option.indexOf('=');
    String value = equals < 0 ? "" : option.substring(equals + 1);
    switch (value) {
      case "" -> when = "always";
      case "always", "auto", "never" -> when = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The colours that a process prints in, which are none in JSON.
  public Background background(Process process, boolean json) throws FileException {
    if (json || when.equals("never") || (when.equals("auto") && !process.file(1).isTerminal())) {
      return Background.NO_COLOR;
    }
    return isDark(process.environment().get("COLORFGBG")) ? Background.DARK : Background.LIGHT;
  }

  /// `COLORFGBG` ends with the number of the background: 0 to 6 and 8 are dark.
  private static boolean isDark(@Nullable String colors) {
    int last = colors == null ? -1 : colors.lastIndexOf(';');
    if (colors == null || last < 0 || colors.length() != last + 2) {
      return false;
    }
    char background = colors.charAt(last + 1);
    return (background >= '0' && background <= '6') || background == '8';
  }
}
