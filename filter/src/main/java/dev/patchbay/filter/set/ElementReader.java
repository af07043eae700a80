package dev.patchbay.filter.set;

import dev.patchbay.packet.Ip;

/// Reads the parts of stored elements.
record ElementReader(Layout layout, boolean isV6) {
  /// Eight bits of the element whose words begin at `at`.
  static int read(int[] words, int at, int offset) {
    return words[at + (offset >> 2)] >>> ((offset & 3) << 3) & 0xff;
  }

  /// The bit of a word that says `nomatch`, or 0 when it is in another word.
  int refusal(int word) {
    int at = layout.nomatch;
    return at >> 2 == word ? (layout.packed ? 0x80 : 1) << ((at & 3) << 3) : 0;
  }

  /// Whether the element says `nomatch`.
  boolean refuses(int[] words, int at) {
    int word = layout.nomatch >> 2;
    return layout.nomatch >= 0 && (words[at + word] & refusal(word)) != 0;
  }

  /// Lets the element say `nomatch`, or not.
  void refuses(int[] words, int at, boolean says) {
    int word = layout.nomatch >> 2;
    if (layout.nomatch >= 0) {
      words[at + word] = (words[at + word] & ~refusal(word)) | (says ? refusal(word) : 0);
    }
  }

  /// The length of the prefix of the first or the second network.
  int prefix(int[] words, int at, int which) {
    int length = read(words, at, layout.cidr + which);
    return layout.packed ? (length & 0x7f) + 1 : length;
  }

  /// What a listing shows of the element.
  Entry entry(int[] words, int at) {
    Entry entry = new Entry();
    if (layout.ip >= 0) {
      entry.ip = address(words, at + layout.ip / 4);
    }
    if (layout.ip2 >= 0) {
      entry.ip2 = address(words, at + layout.ip2 / 4);
    }
    if (layout.hasNetworks()) {
      prefixes(words, at, entry);
    }
    if (layout.port >= 0) {
      entry.port = read(words, at, layout.port) << 8 | read(words, at, layout.port + 1);
      entry.protocol = read(words, at, layout.protocol);
    }
    if (layout.mac >= 0) {
      entry.mac = mac(words, at);
    }
    if (layout.mark >= 0) {
      entry.mark = words[at + layout.mark / 4];
    }
    if (layout.iface >= 0) {
      entry.physdev = read(words, at, layout.physdev) != 0;
      entry.wildcard = read(words, at, layout.wildcard) != 0;
      entry.iface = name(words, at);
    }
    return entry;
  }

  private void prefixes(int[] words, int at, Entry entry) {
    int length = prefix(words, at, 0);
    if (layout.network == layout.ip) {
      entry.cidr = length;
      entry.cidr2 = layout.cidr2 >= 0 ? prefix(words, at, 1) : Entry.ABSENT;
    } else {
      entry.cidr2 = length;
    }
    entry.nomatch = refuses(words, at);
  }

  private Ip address(int[] words, int word) {
    if (!isV6) {
      return Ip.v4(Integer.reverseBytes(words[word]));
    }
    return Ip.v6(pair(words, word), pair(words, word + 2));
  }

  private static long pair(int[] words, int word) {
    long high = Integer.toUnsignedLong(Integer.reverseBytes(words[word]));
    return high << 32 | Integer.toUnsignedLong(Integer.reverseBytes(words[word + 1]));
  }

  private long mac(int[] words, int at) {
    long mac = 0;
    for (int i = 0; i < 6; i++) {
      mac = mac << 8 | read(words, at, layout.mac + i);
    }
    return mac;
  }

  private String name(int[] words, int at) {
    StringBuilder name = new StringBuilder(Layout.NAME);
    for (int i = 0; i < Layout.NAME && read(words, at, layout.iface + i) != 0; i++) {
      name.append((char) read(words, at, layout.iface + i));
    }
    return name.toString();
  }
}
