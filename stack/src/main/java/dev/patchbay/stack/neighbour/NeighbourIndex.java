package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Neighbours by device and address. The keys stand beside each other in one array, so that a
/// lookup reads a key and returns what stands at its place, without a look into any entry.
final class NeighbourIndex {
  private static final int SMALLEST = 8;

  /// How many numbers a key has: the first half of the address, the device, and for IPv6 the second
  /// half.
  private final int width;

  /// The keys. A device that is 0 is none: the place is empty.
  private long[] keys;

  private @Nullable Neighbour[] entries = new @Nullable Neighbour[SMALLEST];
  private int shift = Long.SIZE - Integer.numberOfTrailingZeros(SMALLEST);
  private int count;

  NeighbourIndex(Family family) {
    this.width = family == Family.IPV4 ? 2 : 3;
    this.keys = new long[SMALLEST * width];
  }

  @Nullable Neighbour find(NetDevice device, long hi, long lo) {
    return entries[place(number(device), hi, lo)];
  }

  /// Which bits of a hash say where an entry stands.
  int mask() {
    return entries.length - 1;
  }

  /// Whether another one makes it grow.
  boolean isFull() {
    return 2 * count >= entries.length;
  }

  void add(Neighbour neighbour) {
    if (isFull()) {
      grow();
    }
    long device = number(neighbour.device());
    int at = place(device, neighbour.hi(), neighbour.lo());
    keys[at * width] = neighbour.hi();
    keys[at * width + 1] = device;
    if (width > 2) {
      keys[at * width + 2] = neighbour.lo();
    }
    entries[at] = neighbour;
    count++;
  }

  void remove(Neighbour neighbour) {
    close(place(number(neighbour.device()), neighbour.hi(), neighbour.lo()));
    count--;
  }

  /// Which device of the machine it is; not 0.
  private static long number(NetDevice device) {
    return (long) device.netns().number() << Integer.SIZE | device.index();
  }

  private int home(long device, long hi, long lo) {
    long mixed = (Long.rotateLeft(hi, 32) ^ lo) * 0x9e37_79b9_7f4a_7c15L;
    mixed += device * 0xc2b2_ae3d_27d4_eb4fL;
    return (int) (mixed >>> shift);
  }

  /// Where the key stands, or would stand.
  private int place(long device, long hi, long lo) {
    int mask = entries.length - 1;
    int at = home(device, hi, lo);
    while (true) {
      int key = at * width;
      long found = keys[key + 1];
      if ((found == device && keys[key] == hi && lo(key) == lo) || found == 0) {
        return at;
      }
      at = (at + 1) & mask;
    }
  }

  private long lo(int key) {
    return width == 2 ? 0 : keys[key + 2];
  }

  /// Empties a place; those behind it that it kept from their own come nearer.
  private void close(int gap) {
    int mask = entries.length - 1;
    int empty = gap;
    for (int at = (gap + 1) & mask; entries[at] != null; at = (at + 1) & mask) {
      int key = at * width;
      int home = home(keys[key + 1], keys[key], lo(key));
      if (((at - home) & mask) >= ((at - empty) & mask)) {
        System.arraycopy(keys, key, keys, empty * width, width);
        entries[empty] = entries[at];
        empty = at;
      }
    }
    Arrays.fill(keys, empty * width, (empty + 1) * width, 0);
    entries[empty] = null;
  }

  private void grow() {
    @Nullable Neighbour[] old = entries;
    entries = new @Nullable Neighbour[old.length * 2];
    keys = new long[entries.length * width];
    shift--;
    count = 0;
    for (Neighbour neighbour : old) {
      if (neighbour != null) {
        add(neighbour);
      }
    }
  }
}
