package dev.patchbay.filter.set;

import java.util.Arrays;

/// The lengths of the prefixes that the networks of a set have, longest first, and how many
/// networks have each: where a packet's address may be found.
final class Prefixes {
  private final int[] networks;
  private final int[] lengths;
  private int count;

  /// @param longest the length of a whole address's prefix
  Prefixes(int longest) {
    networks = new int[longest + 1];
    lengths = new int[longest + 1];
  }

  int count() {
    return count;
  }

  int length(int index) {
    return lengths[index];
  }

  /// The length that packets are added with: the longest there is.
  int longest(int otherwise) {
    return count == 0 ? otherwise : lengths[0];
  }

  void add(int length) {
    if (networks[length]++ > 0) {
      return;
    }
    int at = count++;
    for (; at > 0 && lengths[at - 1] < length; at--) {
      lengths[at] = lengths[at - 1];
    }
    lengths[at] = length;
  }

  void remove(int length) {
    if (--networks[length] > 0) {
      return;
    }
    int at = 0;
    while (lengths[at] != length) {
      at++;
    }
    count--;
    System.arraycopy(lengths, at + 1, lengths, at, count - at);
  }

  void clear() {
    count = 0;
    Arrays.fill(networks, 0);
  }
}
