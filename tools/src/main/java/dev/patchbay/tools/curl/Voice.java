package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import java.util.List;

/// What curl says on standard error while it works (`-v`, warnings).
final class Voice {
  private static final int WIDTH = 79;
  private static final String WARNING = "Warning: ";

  private final Process process;
  private final Options options;

  /// Whether bytes of a body were the last thing that was told: they are told once in a row.
  private boolean toldData;

  Voice(Process process, Options options) {
    this.process = process;
    this.options = options;
  }

  /// What happens.
  void info(String text) {
    say("* " + text);
  }

  /// The lines that were sent, or with `<` received.
  void header(char way, List<String> lines) {
    for (String line : lines) {
      say(way + " " + line.replaceFirst("\n$", ""));
    }
  }

  /// Bytes of a body; not where they are seen anyway.
  void data(char bracket, int count) {
    if (!toldData) {
      say(bracket + " [" + count + " bytes data]");
      toldData = options.has("verbose");
    }
  }

  private void say(String text) {
    if (options.has("verbose")) {
      process.complain(text);
      toldData = false;
    }
  }

  /// A warning, broken at the usual width.
  void warn(String text) {
    if (options.has("silent")) {
      return;
    }
    String rest = text;
    int room = WIDTH - WARNING.length();
    while (rest.length() > room) {
      int blank = rest.lastIndexOf(' ', room - 1);
      int cut = blank <= 0 ? room : blank + 1;
      process.complain(WARNING + rest.substring(0, cut));
      rest = rest.substring(cut);
    }
    process.complain(WARNING + rest);
  }
}
