package dev.patchbay.filter.match;

import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Packet;
import java.util.Locale;

/// The states of packets in their connections, as `-m state` and `-m conntrack` name them.
final class ConnectionStates {
  static final int INVALID = 1;
  static final int ESTABLISHED = 1 << 1;
  static final int RELATED = 1 << 2;
  static final int NEW = 1 << 3;
  static final int UNTRACKED = 1 << 4;
  static final int SNAT = 1 << 5;
  static final int DNAT = 1 << 6;

  private static final String[] NAMES = {
    "INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED", "SNAT", "DNAT"
  };
  private static final int[] BITS = {INVALID, NEW, RELATED, ESTABLISHED, UNTRACKED, SNAT, DNAT};
  private static final int PLAIN = 5;

  private ConnectionStates() {}

  /// The state of the packet, one bit.
  static int of(Packet packet) {
    int info = packet.connectionInfo();
    if (Connection.of(packet) == null) {
      return info == Connection.INFO_UNTRACKED ? UNTRACKED : INVALID;
    }
    return ESTABLISHED << info % Connection.INFO_REPLY;
  }

  /// Reads names with commas between them, each shortened at will; those of translation only where
  /// they are known.
  static Syntax<Integer> syntax(boolean translation, String what) {
    return (reading, text) -> {
      int bits = 0;
      for (String word : text.split(",", -1)) {
        int bit = bit(word, translation);
        if (bit == 0) {
          throw new Refusal("Bad " + what + " \"" + word + "\"");
        }
        bits |= bit;
      }
      return bits;
    };
  }

  private static int bit(String word, boolean translation) {
    String wanted = word.toUpperCase(Locale.ROOT);
    for (int i = 0; i < (translation ? NAMES.length : PLAIN); i++) {
      if (!wanted.isEmpty() && NAMES[i].startsWith(wanted)) {
        return BITS[i];
      }
    }
    return 0;
  }

  /// The names of the bits, with commas between them.
  static void show(StringBuilder out, int bits) {
    String comma = "";
    for (int i = 0; i < NAMES.length; i++) {
      if ((bits & BITS[i]) != 0) {
        out.append(comma).append(NAMES[i]);
        comma = ",";
      }
    }
  }
}
