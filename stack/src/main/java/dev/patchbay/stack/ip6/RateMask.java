package dev.patchbay.stack.ip6;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmpv6;
import java.util.BitSet;
import java.util.StringJoiner;

/// The types of ICMPv6 message that are limited, as `net/ipv6/icmp/ratemask` writes them:
/// `0-1,3-127` (`proc_do_large_bitmap`).
final class RateMask {
  private static final int FIRST_INFORMATION = 128;
  private static final int TYPES = 256;

  private RateMask() {}

  /// Errors, but for those of path MTU discovery.
  static BitSet initial() {
    BitSet types = new BitSet();
    types.set(0, FIRST_INFORMATION);
    types.clear(Icmpv6.PACKET_TOO_BIG);
    return types;
  }

  static String text(BitSet types) {
    StringJoiner ranges = new StringJoiner(",");
    int from = types.nextSetBit(0);
    while (from >= 0) {
      int last = types.nextClearBit(from) - 1;
      ranges.add(last == from ? String.valueOf(from) : from + "-" + last);
      from = types.nextSetBit(last + 1);
    }
    return ranges.toString();
  }

  /// @throws FileException `EINVAL` for what is no list of types
  static BitSet parse(String text) throws FileException {
    BitSet types = new BitSet();
    String list = text.strip();
    if (list.isEmpty()) {
      return types;
    }
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", 2);
      int first = type(ends[0]);
      int last = ends.length == 1 ? first : type(ends[1]);
      if (last < first) {
        throw new FileException(Errno.EINVAL);
      }
      types.set(first, last + 1);
    }
    return types;
  }

  private static int type(String word) throws FileException {
    try {
      int type = Integer.parseInt(word);
      if (type >= 0 && type < TYPES) {
        return type;
      }
    } catch (NumberFormatException e) {
      throw new FileException(Errno.EINVAL);
    }
    throw new FileException(Errno.EINVAL);
  }
}
