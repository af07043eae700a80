package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;

/// Marks packets in the place of dropping them (RFC 3168): the two low bits of the traffic class.
final class Ecn {
  private static final int CONGESTION = 3;

  private Ecn() {}

  /// Marks an IP packet whose sender understands it; returns whether it did (`INET_ECN_set_ce`).
  static boolean mark(Packet packet) {
    int at = packet.network();
    if (at == Packet.UNSET || at + 20 > packet.tail()) {
      return false;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> markIpv4(packet, at);
      case EtherType.IPV6 -> markIpv6(packet, at);
      default -> false;
    };
  }

  private static boolean markIpv4(Packet packet, int at) {
    int before = packet.bytes()[at + 1] & CONGESTION;
    if (before == 0 || before == CONGESTION) {
      return before == CONGESTION;
    }
    byte[] bytes = packet.edit();
    int start = packet.network();
    int word = word(bytes, start);
    bytes[start + 1] |= CONGESTION;
    int sum = Checksum.replace16(word(bytes, start + 10), word, word(bytes, start));
    bytes[start + 10] = (byte) (sum >> 8);
    bytes[start + 11] = (byte) sum;
    return true;
  }

  /// The traffic class lies across the first two bytes.
  private static boolean markIpv6(Packet packet, int at) {
    int before = (packet.bytes()[at + 1] >> 4) & CONGESTION;
    if (before == 0 || before == CONGESTION) {
      return before == CONGESTION;
    }
    byte[] bytes = packet.edit();
    bytes[packet.network() + 1] |= CONGESTION << 4;
    return true;
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
