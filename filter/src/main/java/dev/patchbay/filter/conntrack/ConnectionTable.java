package dev.patchbay.filter.conntrack;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections of a namespace, found by the tuple of either direction: open addressing with
/// linear probing, so that a lookup touches two arrays and the connection. The lowest bit of a
/// stored hash is the direction.
final class ConnectionTable {
  private static final int LEAST = 16;

  private final long seed;
  private int[] hashes = new int[LEAST];
  private @Nullable Connection[] slots = new @Nullable Connection[LEAST];
  private int entries;

  ConnectionTable(long seed) {
    this.seed = seed;
  }

  /// How many connections there are.
  int size() {
    return entries / 2;
  }

  /// The place of the connection that has this tuple in a direction, or -1.
  int find(Tuple tuple) {
    int hash = tuple.hash(seed);
    int mask = slots.length - 1;
    int at = hash >>> 1 & mask;
    Connection there = slots[at];
    while (there != null) {
      int stored = hashes[at];
      if ((stored ^ hash) >>> 1 == 0 && there.is(stored & 1, tuple)) {
        return at;
      }
      at = at + 1 & mask;
      there = slots[at];
    }
    return -1;
  }

  /// The connection at a place that [#find] gave.
  Connection at(int place) {
    Connection there = slots[place];
    if (there == null) {
      throw new IllegalStateException("nothing is at " + place);
    }
    return there;
  }

  /// In which direction the connection at that place was found.
  int direction(int place) {
    return hashes[place] & 1;
  }

  /// Adds the connection by both its tuples; `scratch` is written over.
  void add(Connection connection, Tuple scratch) {
    if (entries + 2 > slots.length / 4 * 3) {
      resize(slots.length * 2);
    }
    for (int direction = 0; direction < 2; direction++) {
      connection.tuple(direction, scratch);
      put((scratch.hash(seed) & ~1) | direction, connection);
    }
    entries += 2;
  }

  private void put(int hash, Connection connection) {
    int mask = slots.length - 1;
    int at = hash >>> 1 & mask;
    while (slots[at] != null) {
      at = at + 1 & mask;
    }
    hashes[at] = hash;
    slots[at] = connection;
  }

  /// Takes the connection out; `scratch` is written over.
  void remove(Connection connection, Tuple scratch) {
    for (int direction = 0; direction < 2; direction++) {
      connection.tuple(direction, scratch);
      take((scratch.hash(seed) & ~1) | direction, connection);
    }
    entries -= 2;
    if (entries < slots.length / 8 && slots.length > LEAST) {
      resize(slots.length / 2);
    }
  }

  private void take(int hash, Connection connection) {
    int mask = slots.length - 1;
    int at = hash >>> 1 & mask;
    while (slots[at] != connection || hashes[at] != hash) {
      at = at + 1 & mask;
    }
    close(at, mask);
  }

  /// Moves back what stands behind the gap and would not be found across it.
  private void close(int from, int mask) {
    int gap = from;
    int at = gap + 1 & mask;
    while (slots[at] != null) {
      int home = hashes[at] >>> 1 & mask;
      if ((at - home & mask) >= (at - gap & mask)) {
        hashes[gap] = hashes[at];
        slots[gap] = slots[at];
        gap = at;
      }
      at = at + 1 & mask;
    }
    slots[gap] = null;
  }

  private void resize(int length) {
    int[] oldHashes = hashes;
    @Nullable Connection[] old = slots;
    hashes = new int[length];
    slots = new @Nullable Connection[length];
    for (int i = 0; i < old.length; i++) {
      Connection connection = old[i];
      if (connection != null) {
        put(oldHashes[i], connection);
      }
    }
  }

  /// Shows every connection once, in an order of no meaning. The table may not change meanwhile.
  void forEach(Consumer<Connection> action) {
    for (int i = 0; i < slots.length; i++) {
      Connection connection = slots[i];
      if (connection != null && (hashes[i] & 1) == Connection.ORIGINAL) {
        action.accept(connection);
      }
    }
  }

  /// Some connection near where the tuple belongs that may be given up, or null (`early_drop`).
  @Nullable Connection findVictim(Tuple tuple, int looks) {
    int mask = slots.length - 1;
    int at = tuple.hash(seed) >>> 1 & mask;
    for (int i = 0; i < Math.min(looks, slots.length); i++) {
      Connection connection = slots[at];
      if (connection != null && !connection.has(Connection.ASSURED)) {
        return connection;
      }
      at = at + 1 & mask;
    }
    return null;
  }
}
