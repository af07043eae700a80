package dev.patchbay.tools.wget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a `robots.txt` forbids this program (RFC 9309).
final class Rules {
  private Rules() {}

  /// The beginnings of the paths that are not to be fetched.
  static List<String> forbidden(String text) {
    List<String> paths = new ArrayList<>();
    boolean concerns = false;
    for (String line : text.lines().toList()) {
      String[] words = line.replaceFirst("#.*", "").split(":", 2);
      String value = words.length < 2 ? "" : words[1].strip();
      switch (words[0].strip().toLowerCase(Locale.ROOT)) {
        case "user-agent" -> concerns = value.equals("*") || value.equalsIgnoreCase("wget");
        case "disallow" -> {
          if (concerns && !value.isEmpty()) {
            paths.add(value);
          }
        }
        default -> {
          // Nothing else forbids.
        }
      }
    }
    return paths;
  }
}
