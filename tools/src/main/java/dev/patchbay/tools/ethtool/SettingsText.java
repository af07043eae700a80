package dev.patchbay.tools.ethtool;

import dev.patchbay.core.Ethtool.LinkSettings;
import dev.patchbay.core.NetDevice;

/// `ethtool DEVICE`: how the link is.
final class SettingsText {
  /// The names of the messages, had there been any.
  private static final String NO_MESSAGES = " ".repeat(30) + "\n";

  private SettingsText() {}

  static String of(NetDevice device) {
    StringBuilder text = new StringBuilder("Settings for " + device.name() + ":\n");
    LinkSettings settings = device.ethtool().linkSettings();
    if (settings != null) {
      text.append(
          """
          \tSupported ports: [  ]
          \tSupported link modes:   Not reported
          \tSupported pause frame use: No
          \tSupports auto-negotiation: No
          \tSupported FEC modes: Not reported
          \tAdvertised link modes:  Not reported
          \tAdvertised pause frame use: No
          \tAdvertised auto-negotiation: No
          \tAdvertised FEC modes: Not reported
          """);
      boolean isKnown = settings.speed() != NetDevice.UNKNOWN_SPEED;
      line(text, "Speed", isKnown ? settings.speed() + "Mb/s" : "Unknown!");
      line(text, "Duplex", settings.duplex());
      line(text, "Auto-negotiation", "off");
      line(text, "Port", settings.port());
      line(text, "PHYAD", "0");
      line(text, "Transceiver", "internal");
      if (settings.hasCable()) {
        line(text, "MDI-X", "Unknown");
      }
    }
    if (device.ethtool().hasMessageLevel()) {
      text.append("        Current message level: 0x00000000 (0)\n").append(NO_MESSAGES);
    }
    if (device.ethtool().hasLinkState()) {
      line(text, "Link detected", device.isRunning() ? "yes" : "no");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append('\t').append(key).append(": ").append(value).append('\n');
  }
}
