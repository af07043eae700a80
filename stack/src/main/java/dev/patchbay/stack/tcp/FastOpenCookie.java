package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import java.util.Arrays;

/// What a SYN says of fast open (RFC 7413 section 4.1): a cookie, or with no bytes that one is
/// asked for; in an option of its own, or in the one for experiments that was used before.
final class FastOpenCookie {
  static final int LEAST = 4;
  static final int MOST = 16;

  private static final byte[] NOTHING = {};

  private final byte[] bytes;
  private final boolean experimental;

  FastOpenCookie(byte[] bytes, boolean experimental) {
    this.bytes = bytes;
    this.experimental = experimental;
  }

  /// Asks for a cookie.
  static FastOpenCookie request(boolean experimental) {
    return new FastOpenCookie(NOTHING, experimental);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean experimental() {
    return experimental;
  }

  boolean isRequest() {
    return bytes.length == 0;
  }

  boolean holdsSame(FastOpenCookie other) {
    return Arrays.equals(bytes, other.bytes);
  }

  FastOpenCookie experimental(boolean value) {
    return new FastOpenCookie(bytes, value);
  }

  /// Bytes of the option, with the NOPs that fill it up.
  int length() {
    int plain = bytes.length + (experimental ? Tcp.EXPERIMENT : 2);
    return (plain + 3) & ~3;
  }

  /// Writes the option and returns the index behind it.
  int write(byte[] into, int at) {
    return Tcp.putFastOpen(into, at, bytes, experimental);
  }
}
