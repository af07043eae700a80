package dev.patchbay.filter.set;

import dev.patchbay.packet.Prefix;

/// The words of one element, as they are stored and hashed: written part by part.
final class Key {
  private static final int FIRST_SEVEN = 0x7f;

  final int[] words;
  private final Layout layout;
  private final int addressWords;
  private final int host;

  /// The addresses as they were before they were cut to networks.
  long hi;

  long lo;
  long hi2;
  long lo2;

  /// @param host the length of a whole address's prefix
  Key(Layout layout, int host) {
    this.layout = layout;
    this.host = host;
    words = new int[layout.words()];
    addressWords = host / 32;
  }

  void clear() {
    for (int i = 0; i < words.length; i++) {
      words[i] = 0;
    }
    if (layout.constant >= 0) {
      put(layout.constant, 1);
    }
  }

  private void put(int at, int value) {
    int shift = (at & 3) << 3;
    words[at >> 2] = (words[at >> 2] & ~(0xff << shift)) | (value & 0xff) << shift;
  }

  private int read(int at) {
    return words[at >> 2] >>> ((at & 3) << 3) & 0xff;
  }

  /// Writes the first address, cut to so many bits.
  void first(int length) {
    address(layout.ip, hi, lo, length);
    if (layout.cidr >= 0 && layout.network == layout.ip) {
      cidr(layout.cidr, length);
    }
  }

  /// Writes the second address, cut to so many bits.
  void second(int length) {
    address(layout.ip2, hi2, lo2, length);
    if (layout.cidr2 >= 0) {
      cidr(layout.cidr2, length);
    } else if (layout.cidr >= 0 && layout.network == layout.ip2) {
      cidr(layout.cidr, length);
    }
  }

  private void address(int at, long high, long low, int length) {
    int word = at >> 2;
    long cutHigh = high & Prefix.maskHi(length);
    words[word] = Integer.reverseBytes((int) (cutHigh >>> 32));
    if (addressWords > 1) {
      long cutLow = low & Prefix.maskLo(length);
      words[word + 1] = Integer.reverseBytes((int) cutHigh);
      words[word + 2] = Integer.reverseBytes((int) (cutLow >>> 32));
      words[word + 3] = Integer.reverseBytes((int) cutLow);
    }
  }

  private void cidr(int at, int length) {
    put(at, layout.packed ? (read(at) & ~FIRST_SEVEN) | (length - 1) : length);
  }

  void port(int port) {
    put(layout.port, port >> 8);
    put(layout.port + 1, port);
  }

  void protocol(int protocol) {
    put(layout.protocol, protocol);
  }

  void mark(int mark) {
    words[layout.mark >> 2] = mark;
  }

  void mac(long mac) {
    for (int i = 0; i < 6; i++) {
      put(layout.mac + i, (int) (mac >> (40 - 8 * i)));
    }
  }

  /// An interface by its name.
  void iface(String name, boolean physdev, boolean wildcard) {
    put(layout.physdev, physdev ? 1 : 0);
    put(layout.wildcard, wildcard ? 1 : 0);
    int length = name.length();
    for (int i = 0; i < Layout.NAME; i++) {
      put(layout.iface + i, i < length ? name.charAt(i) : 0);
    }
  }

  int host() {
    return host;
  }
}
