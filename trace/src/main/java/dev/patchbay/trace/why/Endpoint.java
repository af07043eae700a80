package dev.patchbay.trace.why;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// An address with or without a port, as NAT's rules write it: `10.0.0.1:80`, `[fd00::1]:80`.
final class Endpoint {
  /// The address, or null.
  static @Nullable Ip address(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') : text.lastIndexOf(':');
    boolean whole = end < 0 || Ip.parse(text) != null;
    return Ip.parse(whole ? text : text.substring(text.startsWith("[") ? 1 : 0, end));
  }

  /// The port, or 0.
  static int port(String text) {
    boolean whole = Ip.parse(text) != null || text.endsWith("]") || text.indexOf(':') < 0;
    return whole ? 0 : Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
  }

  /// Both together.
  static String text(Ip address, int port) {
    return (address.isV4() ? address.text() : "[" + address.text() + "]") + ":" + port;
  }

  private Endpoint() {}
}
