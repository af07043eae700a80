package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// The addresses, or the networks, that stand for what an entry names: one after another.
final class AddressRange {
  private static final long LAST4 = 0xffff_ffffL;

  private final Ip address;
  private final int prefix;
  private final boolean isOne;
  private final boolean isNetworks;
  private final long from;
  private final long to;
  private final long step;
  private long next;

  /// The one it stands at.
  long hi;

  long lo;

  /// The length of its prefix.
  int length;

  private AddressRange(Ip address, int prefix) {
    this.address = address;
    this.prefix = prefix;
    isOne = true;
    isNetworks = false;
    from = 0;
    to = 0;
    step = 1;
  }

  private AddressRange(Ip address, int prefix, boolean isNetworks, long from, long to) {
    this.address = address;
    this.prefix = prefix;
    this.isNetworks = isNetworks;
    this.from = from;
    this.to = to;
    isOne = false;
    step = 1L << (Family.IPV4.bits() - prefix);
    next = from;
  }

  /// One address, or one network.
  static AddressRange one(Ip address, int prefix) {
    return new AddressRange(address, prefix);
  }

  /// All that an IPv4 entry names.
  ///
  /// @param to the other end, or null when a prefix or nothing tells how many there are
  /// @param prefix of the address, or [Entry#ABSENT]
  /// @param isNetworks the range is cut into as few networks as possible
  /// @param kept to how many bits addresses are cut
  static AddressRange of(Ip address, @Nullable Ip to, int prefix, boolean isNetworks, int kept)
      throws SetException {
    long mask = LAST4 << (32 - kept) & LAST4;
    long first = address.toInt() & mask;
    long last = first;
    if (to != null) {
      long end = to.toInt() & LAST4;
      last = Math.max(first, end);
      first = Math.min(first, end);
      if (isNetworks && first == 0 && last == LAST4) {
        throw new SetException(SetError.HASH_RANGE);
      }
    } else if (prefix != Entry.ABSENT) {
      long hosts = prefix == 0 ? LAST4 : LAST4 >> prefix;
      first &= ~hosts;
      last = first | hosts;
    }
    return new AddressRange(address, kept, isNetworks, first, last);
  }

  /// Stands before the first one.
  void begin() {
    next = from;
  }

  /// Goes to the next one, if there is one.
  boolean next() {
    if (next > to) {
      return false;
    }
    if (isOne) {
      hi = address.hi();
      lo = address.lo();
      length = prefix;
      next = 1;
      return true;
    }
    hi = next << 32;
    length = prefix;
    next = isNetworks ? spread() + 1 : next + step;
    return true;
  }

  /// The end of the largest network that begins here and does not go beyond the range.
  private long spread() {
    for (int bits = 1; bits < Family.IPV4.bits(); bits++) {
      long hosts = LAST4 >> bits;
      if ((next & hosts) == 0 && (next | hosts) <= to) {
        length = bits;
        return next | hosts;
      }
    }
    length = Family.IPV4.bits();
    return next;
  }
}
