package dev.patchbay.trace.print;

import java.util.Locale;

/// PPP over Ethernet (RFC 2516).
final class PppoePrinter {
  private static final int HEADER = 6;
  private static final int INITIATION = 0x09;
  private static final int LONGEST_INITIATION = 1478;
  private static final int LONGEST_TEXT = 79;

  private static final Tokens CODES =
      Tokens.of(
          """
          0x09 PADI
          0x07 PADO
          0x19 PADR
          0x65 PADS
          0xa7 PADT
          0
          """);

  private static final Tokens TAGS =
      Tokens.of(
          """
          0 EOL
          0x0101 Service-Name
          0x0102 AC-Name
          0x0103 Host-Uniq
          0x0104 AC-Cookie
          0x0105 Vendor-Specific
          0x0110 Relay-Session-ID
          0x0120 PPP-Max-Payload
          0x0201 Service-Name-Error
          0x0202 AC-System-Error
          0x0203 Generic-Error
          """);

  private PppoePrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("pppoe");
    if (length < HEADER) {
      d.print(" (length %d < %d)", length, HEADER);
      d.invalid();
      return;
    }
    d.need(at, HEADER);
    int version = d.u1(at) >> 4;
    int type = d.u1(at) & 0xf;
    int code = d.u1(at + 1);
    int session = d.u2(at + 2);
    int announced = d.u2(at + 4);
    int rest = length - HEADER;
    d.put(version == 1 ? "" : " [ver " + version + "]");
    d.put(type == 1 ? "" : " [type " + type + "]");
    d.put("PPPoE ").put(CODES.name(code, "PAD-%x"));
    if (code == INITIATION && announced > LONGEST_INITIATION) {
      d.print(" [len %d!]", announced);
    }
    if (announced > rest) {
      d.print(" [len %d > %d!]", announced, rest);
    }
    if (session != 0) {
      d.print(" [ses 0x%x]", session);
    }
    if (code == 0) {
      d.put(' ');
      PppPrinter.print(d, at + HEADER, Math.min(announced, rest));
    } else {
      tags(d, at + HEADER, at + HEADER + Math.min(announced, rest));
    }
  }

  private static void tags(Dissection d, int from, int end) {
    int at = from;
    int type = -1;
    while (type != 0 && at < end) {
      type = d.u2(at);
      int size = d.u2(at + 2);
      d.need(at + 4, size);
      d.put(" [").put(TAGS.name(type, "TAG-0x%x"));
      if (size > 0) {
        d.put(value(d, at + 4, size));
      }
      d.put(']');
      at += 4 + size;
    }
  }

  /// Text when most of it can be read, else figures.
  private static String value(Dissection d, int at, int size) {
    StringBuilder text = new StringBuilder();
    int readable = 0;
    for (int i = 0; i < Math.min(size, LONGEST_TEXT); i++) {
      int c = d.u1(at + i);
      boolean printable = c >= ' ' && c <= '~';
      readable += printable ? 1 : -1;
      text.append(printable ? (char) c : '.');
    }
    return readable > 0 ? " \"" + text + "\"" : " 0x" + d.hex(at, size).toUpperCase(Locale.ROOT);
  }
}
