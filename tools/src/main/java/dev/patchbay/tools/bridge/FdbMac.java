package dev.patchbay.tools.bridge;

import dev.patchbay.tools.iproute.Refusal;

/// Addresses as `bridge fdb` reads them: as `sscanf` does, six numbers in hexadecimal between
/// colons, whatever comes behind.
final class FdbMac {
  private static final int BYTES = 6;

  private final String word;
  private int at;

  private FdbMac(String word) {
    this.word = word;
  }

  /// The address that `word` says.
  static long parse(String word) {
    FdbMac reader = new FdbMac(word);
    long mac = reader.octet();
    for (int i = 1; i < BYTES; i++) {
      if (!word.startsWith(":", reader.at++)) {
        throw reader.invalid();
      }
      mac = mac << 8 | reader.octet();
    }
    return mac;
  }

  /// A number, of which eight bits count.
  private int octet() {
    while (at < word.length() && Character.isWhitespace(word.charAt(at))) {
      at++;
    }
    if (word.regionMatches(true, at, "0x", 0, 2)) {
      at += 2;
    }
    int start = at;
    int value = 0;
    while (at < word.length() && Character.digit(word.charAt(at), 16) >= 0) {
      value = value << 4 | Character.digit(word.charAt(at++), 16);
    }
    if (at == start) {
      throw invalid();
    }
    return value & 0xff;
  }

  private Refusal invalid() {
    return new Refusal("Invalid mac address " + word);
  }
}
