package dev.patchbay.device.ipvlan;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Which device of a port has which network address, as long as it is up.
final class AddressTable {
  private static final int BUCKETS = 64;
  private static final int GOLDEN_RATIO = 0x9E37_79B9;

  private static final class Entry {
    final boolean isIpv4;
    final long hi;
    final long lo;
    final IpvlanDevice device;
    @Nullable Entry next;

    Entry(Ip address, IpvlanDevice device) {
      this.isIpv4 = address.family() == Family.IPV4;
      this.hi = address.hi();
      this.lo = address.lo();
      this.device = device;
    }
  }

  private final @Nullable Entry[] buckets = new Entry[BUCKETS];

  /// The device that has the address, or null.
  @Nullable IpvlanDevice find(boolean isIpv4, long hi, long lo) {
    Entry entry = buckets[bucket(hi, lo)];
    while (entry != null && (entry.lo != lo || entry.hi != hi || entry.isIpv4 != isIpv4)) {
      entry = entry.next;
    }
    return entry == null ? null : entry.device;
  }

  void add(Ip address, IpvlanDevice device) {
    Entry entry = new Entry(address, device);
    int bucket = bucket(entry.hi, entry.lo);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
  }

  void remove(Ip address, IpvlanDevice device) {
    int bucket = bucket(address.hi(), address.lo());
    Entry kept = null;
    for (Entry entry = buckets[bucket]; entry != null; ) {
      Entry next = entry.next;
      boolean gone = entry.device == device && entry.hi == address.hi() && entry.lo == address.lo();
      if (!gone) {
        entry.next = kept;
        kept = entry;
      }
      entry = next;
    }
    buckets[bucket] = kept;
  }

  private static int bucket(long hi, long lo) {
    return (Long.hashCode(hi ^ lo) * GOLDEN_RATIO) >>> (Integer.SIZE - 6);
  }
}
