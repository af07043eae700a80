package dev.patchbay.tools.ping;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;

/// The IP header that an ICMP message quotes, as `-v` shows it: numbers of two bytes with the low
/// byte first, as they lie in a little-endian machine's memory.
final class QuotedHeader {
  private static final String TITLE =
      "Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n";

  private QuotedHeader() {}

  static String text(byte[] bytes, int at) {
    int fragment = swap(Ipv4.fragment(bytes, at));
    StringBuilder text = new StringBuilder(TITLE);
    text.append(
        String.format(
            " %1x  %1x  %02x %04x %04x   %1x %04x  %02x  %02x %04x",
            Ipv4.version(bytes, at),
            Ipv4.headerLength(bytes, at) / 4,
            Ipv4.tos(bytes, at),
            swap(Ipv4.totalLength(bytes, at)),
            swap(Ipv4.identification(bytes, at)),
            fragment >> 13,
            fragment & 0x1fff,
            Ipv4.ttl(bytes, at),
            Ipv4.protocol(bytes, at),
            swap(Ipv4.checksum(bytes, at))));
    text.append(' ').append(Ip.format(Ipv4.source(bytes, at))).append(' ');
    text.append(' ').append(Ip.format(Ipv4.destination(bytes, at))).append(' ');
    for (int i = at + Ipv4.HEADER; i < Ipv4.payload(bytes, at); i++) {
      text.append(String.format("%02x", bytes[i]));
    }
    return text.toString();
  }

  private static int swap(int number) {
    return Short.reverseBytes((short) number) & 0xffff;
  }
}
