package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Output;
import dev.patchbay.device.bond.LacpStatistics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lays out what a bond counts of 802.3ad, for `ip stats`.
final class LacpStatisticsText {
  private static final String INDENT = " ".repeat(20);

  private LacpStatisticsText() {}

  /// Behind a heading, if there are any.
  static void show(Output out, @Nullable LacpStatistics statistics) {
    out.newline();
    if (statistics == null) {
      return;
    }
    out.openObject("802.3ad");
    statistics
        .counts()
        .forEach((name, count) -> {
          out.number(key(name), INDENT + name + " ", count, "");
          out.newline();
        });
    out.closeObject();
    out.newline();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace("unknown type", "unknown").replace(' ', '_');
  }
}
