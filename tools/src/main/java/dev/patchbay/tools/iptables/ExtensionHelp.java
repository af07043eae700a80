package dev.patchbay.tools.iptables;

import dev.patchbay.packet.Family;
import dev.patchbay.tools.iproute.HelpText;

/// What `-h` prints of a match or a target that stands before it.
final class ExtensionHelp {
  private static final String MARK = "@@ ";

  private ExtensionHelp() {}

  /// The text for a match, an empty line before it.
  static String match(Family family, String name) {
    return of("match", family, name);
  }

  /// The text for a target, an empty line before it.
  static String target(Family family, String name) {
    return of("target", family, name);
  }

  private static String of(String sort, Family family, String name) {
    String text = HelpText.text(ExtensionHelp.class, "extensions");
    String own = family == Family.IPV6 ? section(text, sort + "6-" + name) : "";
    String shared = own.isEmpty() ? section(text, sort + "-" + name) : own;
    return shared.isEmpty() ? "" : "\n" + shared;
  }

  private static String section(String text, String name) {
    String head = MARK + name + "\n";
    int at = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
    if (!text.startsWith(head, at)) {
      return "";
    }
    int from = at + head.length();
    int end = text.indexOf("\n" + MARK, from);
    return text.substring(from, end < 0 ? text.length() : end + 1);
  }
}
