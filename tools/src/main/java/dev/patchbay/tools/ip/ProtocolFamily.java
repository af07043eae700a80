package dev.patchbay.tools.ip;

import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// What `-family` can name (`AF_…`).
enum ProtocolFamily {
  UNSPEC("none", 0),
  INET("inet", 2),
  INET6("inet6", 10),
  LINK("link", 17),
  BRIDGE("bridge", 7),
  MPLS("mpls", 28);

  private final String word;
  private final int number;

  ProtocolFamily(String word, int number) {
    this.word = word;
    this.number = number;
  }

  int number() {
    return number;
  }

  String word() {
    return word;
  }

  /// The family called so, or null.
  static @Nullable ProtocolFamily of(String word) {
    for (ProtocolFamily family : values()) {
      if (family != UNSPEC && family.word.equals(word)) {
        return family;
      }
    }
    return null;
  }

  static ProtocolFamily of(Family family) {
    return family == Family.IPV4 ? INET : INET6;
  }

  /// The family of addresses it is, or null.
  @Nullable Family addresses() {
    return switch (this) {
      case INET -> Family.IPV4;
      case INET6 -> Family.IPV6;
      default -> null;
    };
  }
}
