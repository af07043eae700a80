package dev.patchbay.qdisc.text;

/// Reads the address of a station as generously as iproute2 does: what stands behind the digits of
/// an octet does not matter, and octets at the end may be left out (`ll_addr_a2n`).
public final class Octets {
  private static final int COUNT = 6;

  private Octets() {}

  /// The address in 48 bits, or -1.
  public static long read(String word) {
    if (word.indexOf('.') >= 0) {
      // It would be an address of IPv4, which is too short.
      return -1;
    }
    String[] parts = word.split(":", -1);
    long address = 0;
    for (int i = 0; i < COUNT; i++) {
      int octet = i < parts.length ? octet(parts[i]) : 0;
      if (octet < 0 || octet > 0xff) {
        return -1;
      }
      address = (address << 8) | octet;
    }
    return address;
  }

  private static int octet(String text) {
    int end = 0;
    while (end < text.length() && end < 7 && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    return end == 0 ? -1 : Integer.parseInt(text.substring(0, end), 16);
  }
}
