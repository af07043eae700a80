package dev.patchbay.device.segment;

import org.jspecify.annotations.Nullable;

/// Where a switch has seen each address last (IEEE 802.1D 7.8): a hash table with open addressing,
/// at most half full. What has aged goes when room is needed; when none is found, nothing more is
/// learned and frames are flooded.
final class StationTable {
  private static final int FEWEST = 16;
  private static final int MOST = 16_384;

  /// No station has the address zero.
  private static final long EMPTY = 0;

  private long[] addresses = new long[FEWEST];
  private @Nullable End[] ends = new @Nullable End[FEWEST];
  private long[] times = new long[FEWEST];
  private int size;

  /// The place of the address, or the free one where it belongs.
  private int place(long address) {
    int mask = addresses.length - 1;
    int at = (int) ((address * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    while (addresses[at] != address && addresses[at] != EMPTY) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /// Where the address was seen since `oldest`, or null.
  @Nullable End find(long address, long oldest) {
    int at = place(address);
    return addresses[at] == EMPTY || times[at] < oldest ? null : ends[at];
  }

  /// The address is at `end` now; what was seen before `oldest` does not count any more.
  void learn(long address, End end, long now, long oldest) {
    int at = place(address);
    if (addresses[at] == EMPTY) {
      if (size >= addresses.length / 2 && !makeRoom(oldest)) {
        return;
      }
      at = place(address);
      addresses[at] = address;
      size++;
    }
    ends[at] = end;
    times[at] = now;
  }

  private boolean makeRoom(long oldest) {
    rebuild(addresses.length, null, oldest);
    if (size >= addresses.length / 4 && addresses.length < MOST) {
      rebuild(addresses.length * 2, null, oldest);
    }
    return size < addresses.length / 2;
  }

  /// Forgets what was seen at `end`.
  void forget(End end) {
    rebuild(addresses.length, end, Long.MIN_VALUE);
  }

  /// How many addresses have been seen since `oldest`.
  int count(long oldest) {
    int count = 0;
    for (int i = 0; i < addresses.length; i++) {
      count += addresses[i] != EMPTY && times[i] >= oldest ? 1 : 0;
    }
    return count;
  }

  private void rebuild(int length, @Nullable End without, long oldest) {
    long[] oldAddresses = addresses;
    @Nullable End[] oldEnds = ends;
    long[] oldTimes = times;
    addresses = new long[length];
    ends = new @Nullable End[length];
    times = new long[length];
    size = 0;
    for (int i = 0; i < oldAddresses.length; i++) {
      if (oldAddresses[i] != EMPTY && oldTimes[i] >= oldest && oldEnds[i] != without) {
        int at = place(oldAddresses[i]);
        addresses[at] = oldAddresses[i];
        ends[at] = oldEnds[i];
        times[at] = oldTimes[i];
        size++;
      }
    }
  }
}
