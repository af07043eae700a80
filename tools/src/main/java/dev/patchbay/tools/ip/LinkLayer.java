package dev.patchbay.tools.ip;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.tools.iproute.Refusal;
import java.util.Arrays;

/// Link-layer addresses as `ip` reads them: bytes in hexadecimal between colons, as many as there
/// are, or an IPv4 address.
final class LinkLayer {
  private static final int MOST_BYTES = 32;

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private LinkLayer() {}

  /// The bytes that `word` says (`ll_addr_a2n`).
  static byte[] parse(String word) {
    if (word.indexOf('.') >= 0) {
      Ip ip = InetText.parse(word, Family.IPV4);
      if (ip == null) {
        throw invalid(word);
      }
      byte[] bytes = new byte[IPV4_BYTES];
      ip.write(bytes, 0);
      return bytes;
    }
    byte[] bytes = new byte[MOST_BYTES];
    int count = 0;
    int from = 0;
    while (count < MOST_BYTES) {
      int colon = word.indexOf(':', from);
      String digits = word.substring(from, colon < 0 ? word.length() : colon);
      bytes[count++] = (byte) octet(digits);
      if (colon < 0) {
        break;
      }
      from = colon + 1;
    }
    return Arrays.copyOf(bytes, count);
  }

  /// The number that a part begins with, as `scanf("%x")` reads it: white space, a sign and `0x`
  /// may stand before it, anything behind it, and of more than 32 bits the last count.
  private static int octet(String part) {
    String text = part.stripLeading();
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      at += 2;
    }
    int first = at;
    int value = 0;
    while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
      value = value << 4 | Character.digit(text.charAt(at), 16);
      at++;
    }
    if (negative) {
      value = -value;
    }
    if (at == first || value < 0 || value > 0xff) {
      throw invalid(part);
    }
    return value;
  }

  private static Refusal invalid(String word) {
    return new Refusal("\"" + word + "\" is invalid lladdr.");
  }

  /// How many bytes an address of the device has; 0 when that is not known here.
  static int length(NetDevice device) {
    return switch (device.hardwareType()) {
      case ArpHardware.ETHER, ArpHardware.LOOPBACK -> Mac.BYTES;
      case ArpHardware.TUNNEL, ArpHardware.SIT, ArpHardware.IPGRE -> IPV4_BYTES;
      case ArpHardware.TUNNEL6, ArpHardware.IP6GRE -> IPV6_BYTES;
      default -> 0;
    };
  }
}
