package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.Locale;

/// Four bytes of a packet that are changed: those under the mask stay, the others become the value,
/// or get it added (`tc_pedit_key`).
///
/// @param at where in the header, in bytes; a multiple of 4
record PeditKey(Header header, int at, boolean adds, int value, int mask) {
  /// The header that is meant; without extensions that is the network's, whatever it is.
  enum Header {
    NETWORK(""),
    ETH("eth+"),
    IPV4("ipv4+"),
    IPV6("ipv6+"),
    TCP("tcp+"),
    UDP("udp+");

    private final String shown;

    Header(String shown) {
      this.shown = shown;
    }
  }

  /// Changes the packet. Returns false when it has no such bytes.
  boolean apply(Packet packet) {
    int base = base(packet);
    int from = base + at;
    if (base < 0 || from < packet.link() || from + 4 > packet.tail()) {
      return false;
    }
    byte[] bytes = packet.edit();
    int before = word(bytes, from);
    int fresh = adds ? (before + value) & ~mask : value;
    int after = (before & mask) ^ fresh;
    for (int i = 0; i < 4; i++) {
      bytes[from + i] = (byte) (after >>> (24 - 8 * i));
    }
    return true;
  }

  private static int word(byte[] bytes, int at) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = word << 8 | (bytes[at + i] & 0xff);
    }
    return word;
  }

  private int base(Packet packet) {
    return switch (header) {
      case ETH -> packet.link();
      case TCP -> transport(packet, IpProtocol.TCP);
      case UDP -> transport(packet, IpProtocol.UDP);
      default -> packet.network();
    };
  }

  private static int transport(Packet packet, int protocol) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (packet.protocol() == EtherType.IPV4 && Ipv4.headerFits(bytes, at, packet.tail())) {
      return Ipv4.protocol(bytes, at) == protocol ? at + Ipv4.headerLength(bytes, at) : -1;
    }
    boolean six = packet.protocol() == EtherType.IPV6 && packet.tail() - at >= Ipv6.HEADER;
    return six && Ipv6.nextHeader(bytes, at) == protocol ? at + Ipv6.HEADER : -1;
  }

  void show(int number, Output out) {
    out.openObject(null);
    out.text("\n\t key #" + number + "  at ");
    out.text(header.shown);
    out.jsonString("htype", header.name().toLowerCase(Locale.ROOT));
    out.jsonNumber("offset", at);
    out.jsonString("cmd", adds ? "add" : "set");
    out.jsonString("val", Integer.toHexString(value));
    out.jsonString("mask", Integer.toHexString(mask));
    out.text("%d: %s %08x mask %08x".formatted(at, adds ? "add" : "val", value, mask));
    out.closeObject();
  }
}
