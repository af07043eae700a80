package dev.patchbay.device.bridge;

import dev.patchbay.core.text.Output;
import java.util.Locale;

/// How bridges show times.
final class Times {
  private Times() {}

  /// A timer of `ip -d link`: seconds with two digits behind the point, in a field of seven.
  static void show(String key, long nanos, Output out) {
    String seconds = seconds(nanos);
    if (out.isJson()) {
      out.jsonLiteral(key, seconds);
    } else {
      out.string(key, key + " ", " ".repeat(Math.max(0, 7 - seconds.length())) + seconds, " ");
    }
  }

  /// `12.50`
  static String seconds(long nanos) {
    long hundredths = nanos / BridgeDevice.CENTISECOND;
    return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
  }
}
