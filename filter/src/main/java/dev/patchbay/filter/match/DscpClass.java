package dev.patchbay.filter.match;

import dev.patchbay.filter.Refusal;
import java.util.Locale;

/// Classes of DSCP by name (RFC 2474, 2597, 3246).
public final class DscpClass {
  private DscpClass() {}

  /// The DSCP of a class: `CS0` to `CS7`, `BE`, `AF11` to `AF43`, `EF`.
  ///
  /// @throws Refusal when there is no such class
  public static int read(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (name.matches("CS[0-7]")) {
      return (name.charAt(2) - '0') << 3;
    }
    if (name.matches("AF[1-4][1-3]")) {
      return (name.charAt(2) - '0') << 3 | (name.charAt(3) - '0') << 1;
    }
    return switch (name) {
      case "BE" -> 0;
      case "EF" -> 0x2e;
      default -> throw new Refusal("Invalid DSCP value `" + text + "'");
    };
  }
}
