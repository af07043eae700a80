package dev.patchbay.filter.set;

import dev.patchbay.packet.Ip;

/// A type of set that has a bit for each element there can be.
public abstract class BitmapType extends SetType {
  private static final long MOST = 65536;
  private static final int BITS = 32;
  static final long LAST4 = 0xffff_ffffL;

  /// Bytes that the kernel has for a set without elements.
  abstract int headSize();

  /// Bytes of the kernel's structure for an element, beside what all sets may keep.
  int elementSize() {
    return 0;
  }

  /// The first and the last address of the range that the options name.
  static long[] addresses(SetOptions options) throws SetException {
    Ip from = options.from;
    if (from == null) {
      throw new SetException(SetError.INVALID_FAMILY);
    }
    long first = from.toInt() & LAST4;
    long last = first;
    if (options.to != null) {
      long other = options.to.toInt() & LAST4;
      last = Math.max(first, other);
      first = Math.min(first, other);
    } else {
      if (options.cidr < 0 || options.cidr >= BITS) {
        throw new SetException(SetError.INVALID_CIDR);
      }
      long hosts = LAST4 >> options.cidr;
      first &= ~hosts;
      last = first | hosts;
    }
    return new long[] {first, last};
  }

  static int checked(long elements) throws SetException {
    if (elements > MOST) {
      throw new SetException(SetError.BITMAP_RANGE_SIZE);
    }
    return (int) elements;
  }
}
