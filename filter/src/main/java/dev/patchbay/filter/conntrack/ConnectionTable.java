package dev.patchbay.filter.conntrack;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections of a namespace, found by the tuple of either direction: open addressing with
/// linear probing. A byte beside each place has the direction and seven bits of the hash: a lookup
/// touches those, which stay in the cache, one reference and the connection.
final class ConnectionTable {
  private static final int LEAST = 16;
  private static final int TAG_SHIFT = 24;

  private final long seed;
  private final Tuple scratch = new Tuple();
  private byte[] tags = new byte[LEAST];
  private @Nullable Connection[] slots = new @Nullable Connection[LEAST];
  private int entries;

  ConnectionTable(long seed) {
    this.seed = seed;
  }

  /// How many connections there are.
  int size() {
    return entries / 2;
  }

  private static byte tag(int hash, int direction) {
    return (byte) ((hash >>> TAG_SHIFT & ~1) | direction);
  }

  /// The place of the connection that has this tuple in a direction, or -1.
  int find(Tuple tuple) {
    int hash = tuple.hash(seed);
    int at = candidate(hash, hash);
    while (at >= 0 && !at(at).is(direction(at), tuple)) {
      at = candidate(hash, at + 1);
    }
    return at;
  }

  /// The same for an IPv4 tuple that is not in one piece: its addresses, and [Tuple#rest4].
  int find(long addresses, long rest) {
    int hash = Tuple.hash4(addresses, rest, seed);
    int at = candidate(hash, hash);
    while (at >= 0 && !at(at).is(direction(at), addresses, rest)) {
      at = candidate(hash, at + 1);
    }
    return at;
  }

  /// The first place from `from` on where what has this hash may be, or -1.
  private int candidate(int hash, int from) {
    int mask = slots.length - 1;
    int at = from & mask;
    int wanted = tag(hash, 0);
    while (slots[at] != null) {
      if ((tags[at] & ~1) == wanted) {
        return at;
      }
      at = (at + 1) & mask;
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
    return tags[place] & 1;
  }

  /// Adds the connection by both its tuples.
  void add(Connection connection) {
    if (entries + 2 > slots.length / 4 * 3) {
      resize(slots.length * 2);
    }
    put(connection, Connection.ORIGINAL);
    put(connection, Connection.REPLY);
    entries += 2;
  }

  private int hash(Connection connection, int direction) {
    connection.tuple(direction, scratch);
    return scratch.hash(seed);
  }

  private void put(Connection connection, int direction) {
    int hash = hash(connection, direction);
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != null) {
      at = (at + 1) & mask;
    }
    tags[at] = tag(hash, direction);
    slots[at] = connection;
  }

  /// Takes the connection out, which must be there.
  void remove(Connection connection) {
    take(connection, Connection.ORIGINAL);
    take(connection, Connection.REPLY);
    entries -= 2;
    if (entries < slots.length / 8 && slots.length > LEAST) {
      resize(slots.length / 2);
    }
  }

  private void take(Connection connection, int direction) {
    int mask = slots.length - 1;
    int at = hash(connection, direction) & mask;
    while (slots[at] != connection || (tags[at] & 1) != direction) {
      at = (at + 1) & mask;
    }
    close(at, mask);
  }

  /// Moves back what stands behind the gap and would not be found across it.
  private void close(int from, int mask) {
    int gap = from;
    int at = (gap + 1) & mask;
    Connection there = slots[at];
    while (there != null) {
      int home = hash(there, tags[at] & 1) & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        tags[gap] = tags[at];
        slots[gap] = there;
        gap = at;
      }
      at = (at + 1) & mask;
      there = slots[at];
    }
    slots[gap] = null;
  }

  private void resize(int length) {
    byte[] oldTags = tags;
    @Nullable Connection[] old = slots;
    tags = new byte[length];
    slots = new @Nullable Connection[length];
    for (int i = 0; i < old.length; i++) {
      Connection connection = old[i];
      if (connection != null) {
        put(connection, oldTags[i] & 1);
      }
    }
  }

  /// Shows every connection once, in an order of no meaning. The table may not change meanwhile.
  void forEach(Consumer<Connection> action) {
    for (int i = 0; i < slots.length; i++) {
      Connection connection = slots[i];
      if (connection != null && (tags[i] & 1) == Connection.ORIGINAL) {
        action.accept(connection);
      }
    }
  }

  /// Some connection near where the tuple belongs that may be given up, or null (`early_drop`).
  @Nullable Connection findVictim(Tuple tuple, int looks) {
    int mask = slots.length - 1;
    int at = tuple.hash(seed) & mask;
    for (int i = 0; i < Math.min(looks, slots.length); i++) {
      Connection connection = slots[at];
      if (connection != null && !connection.has(Connection.ASSURED)) {
        return connection;
      }
      at = (at + 1) & mask;
    }
    return null;
  }
}
