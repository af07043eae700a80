package dev.patchbay.tools.conntrack;

import org.jspecify.annotations.Nullable;

/// An address and perhaps a port, as they are given for translation: `ADDRESS[:PORT]` or
/// `[ADDRESS6]:PORT`.
record End(String address, @Nullable Integer port) {
  static End parse(String text) {
    int open = text.indexOf('[');
    if (open >= 0) {
      int close = text.indexOf(']', open + 1);
      if (close == open + 1) {
        throw Usage.wrong("No IPv6 address specified");
      }
      if (close < 0) {
        throw Usage.wrong("No closing ']' around IPv6 address");
      }
      int colon = text.indexOf(':', close);
      return colon < 0
          ? new End(text, null)
          : new End(text.substring(open + 1, close), port(text.substring(colon + 1)));
    }
    int colon = text.indexOf(':');
    return colon < 0 || text.indexOf(':', colon + 1) >= 0
        ? new End(text, null)
        : new End(text.substring(0, colon), port(text.substring(colon + 1)));
  }

  private static Integer port(String text) {
    if (text.isEmpty()) {
      throw Usage.wrong("No port specified after `:'");
    }
    long port = text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    if (port < 0 || port > 0xffff) {
      throw Usage.wrong("Invalid port `" + text + "'");
    }
    return (int) port;
  }
}
