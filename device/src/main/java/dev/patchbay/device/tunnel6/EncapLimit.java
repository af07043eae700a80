package dev.patchbay.device.tunnel6;

import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;

/// The destination option that says how often a packet may be wrapped once more (RFC 2473 section
/// 4.1.1).
final class EncapLimit {
  /// Bytes of the header with this option alone.
  static final int BYTES = 8;

  /// Where in the option its value is.
  static final int VALUE = 2;

  private static final int TYPE = 4;
  private static final int PAD_N = 1;

  private EncapLimit() {}

  /// Puts the header in front of what is of that protocol.
  static void push(Packet packet, int protocol, int limit) {
    int at = packet.push(BYTES);
    byte[] bytes = packet.bytes();
    bytes[at] = (byte) protocol;
    bytes[at + 1] = 0;
    bytes[at + 2] = TYPE;
    bytes[at + 3] = 1;
    bytes[at + 4] = (byte) limit;
    bytes[at + 5] = PAD_N;
    bytes[at + 6] = 1;
    bytes[at + 7] = 0;
  }

  static int value(byte[] bytes, int option) {
    return Byte.toUnsignedInt(bytes[option + VALUE]);
  }

  /// Where the option stands in the packet whose IPv6 header is at `ip`, or -1
  /// (`ip6_tnl_parse_tlv_enc_lim`).
  static int find(byte[] bytes, int ip, int tail) {
    int kind = Ipv6.nextHeader(bytes, ip);
    int at = ip + Ipv6.HEADER;
    while (Ipv6.isExtension(kind) && kind != IpProtocol.NO_NEXT_HEADER && tail - at >= 8) {
      if (kind == IpProtocol.FRAGMENT || kind == IpProtocol.AH) {
        return -1;
      }
      int end = at + (Byte.toUnsignedInt(bytes[at + 1]) + 1) * 8;
      if (end > tail) {
        return -1;
      }
      int option = kind == IpProtocol.DESTINATION_OPTIONS ? find(bytes, at + 2, end, TYPE) : -1;
      if (option >= 0) {
        return option;
      }
      kind = Byte.toUnsignedInt(bytes[at]);
      at = end;
    }
    return -1;
  }

  private static int find(byte[] bytes, int first, int end, int type) {
    int at = first;
    while (end - at > VALUE) {
      if (bytes[at] == type && bytes[at + 1] == 1) {
        return at;
      }
      at += bytes[at] == 0 ? 1 : Byte.toUnsignedInt(bytes[at + 1]) + 2;
    }
    return -1;
  }
}
