package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// The two families of network addresses.
public enum Family {
  IPV4("inet", 2, 32, EtherType.IPV4),
  IPV6("inet6", 10, 128, EtherType.IPV6);

  private final String word;
  private final int number;
  private final int bits;
  private final int etherType;

  Family(String word, int number, int bits, int etherType) {
    this.word = word;
    this.number = number;
    this.bits = bits;
    this.etherType = etherType;
  }

  /// The word that `ip` prints and takes: `inet` or `inet6`.
  public String word() {
    return word;
  }

  /// Linux's `AF_INET` or `AF_INET6`.
  public int number() {
    return number;
  }

  /// Bits of an address, the length of a prefix that holds one address only.
  public int bits() {
    return bits;
  }

  /// Bytes of an address.
  public int bytes() {
    return bits / 8;
  }

  /// The EtherType its packets travel under.
  public int etherType() {
    return etherType;
  }

  /// The family called `inet` or `inet6`, or null.
  public static @Nullable Family ofWord(String word) {
    for (Family family : values()) {
      if (family.word.equals(word)) {
        return family;
      }
    }
    return null;
  }
}
