package dev.patchbay.tools.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// The addresses that are like one in the bits of a mask, which need not be the first.
record Network(Ip address, Ip mask) {
  /// The mask whose first bits are set.
  static Ip mask(Family family, int bits) {
    long hi = bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    long lo = bits <= 64 ? 0 : -1L << (128 - bits);
    return family == Family.IPV4 ? Ip.v4((int) (hi >>> 32)) : Ip.v6(hi, lo);
  }

  boolean contains(Ip other) {
    return other.family() == address.family()
        && (other.hi() & mask.hi()) == (address.hi() & mask.hi())
        && (other.lo() & mask.lo()) == (address.lo() & mask.lo());
  }

  /// An address as `inet_aton` reads it, with fewer dots, in octal or hexadecimal too, or as IPv6
  /// writes it; null when it is none.
  static @Nullable Ip parse(String text) {
    Ip plain = Ip.parse(text);
    return plain != null ? plain : number(text);
  }

  private static @Nullable Ip number(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isLast = i == parts.length - 1;
      long most = isLast ? 0xffffffffL >>> (8 * i) : 0xff;
      long part = Numbers.whole(parts[i]);
      if (part < 0 || part > most) {
        return null;
      }
      address |= isLast ? part : part << (24 - 8 * i);
    }
    return Ip.v4((int) address);
  }
}
