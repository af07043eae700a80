package dev.patchbay.device.macvlan;

/// Where the kernel keeps an address in a hash table; the order in which a flood goes out and lists
/// are shown follows from it (`macvlan_eth_hash`, `hash_64`).
final class MacHash {
  private static final int BITS = 8;

  static final int BUCKETS = 1 << BITS;

  private static final long GOLDEN_RATIO = 0x61C8_8646_80B5_83EBL;

  private MacHash() {}

  /// The bucket of an address, on a machine that reads the lowest byte first.
  static int bucket(long mac) {
    long value = Long.reverseBytes(mac << 16) << 16;
    return (int) ((value * GOLDEN_RATIO) >>> (Long.SIZE - BITS));
  }
}
