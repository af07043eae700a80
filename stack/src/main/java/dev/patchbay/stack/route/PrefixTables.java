package dev.patchbay.stack.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many prefixes by longest match: a hash table for each length that occurs, asked from the longest
/// on.
final class PrefixTables {
  /// The prefixes of one length: open addressing, a power of two of places.
  private static final class Table {
    private final int length;
    private final long maskHi;
    private final long maskLo;
    private @Nullable FibNode[] places = new @Nullable FibNode[8];
    private int shift = Long.SIZE - 3;
    private int count;

    Table(FibNode first) {
      this.length = first.length;
      this.maskHi = first.maskHi;
      this.maskLo = first.maskLo;
    }

    /// The upper bits of a product depend on all bits of its factors; the lower ones of prefixes
    /// are zero.
    private int hash(long hi, long lo) {
      return (int) (((hi ^ Long.rotateLeft(lo, 29)) * 0x9e37_79b9_7f4a_7c15L) >>> shift);
    }

    private int place(long hi, long lo) {
      @Nullable FibNode[] all = places;
      int mask = all.length - 1;
      int at = hash(hi, lo);
      FibNode node = all[at];
      while (node != null && (node.hi != hi || node.lo != lo)) {
        at = at + 1 & mask;
        node = all[at];
      }
      return at;
    }

    @Nullable FibNode find(long hi, long lo) {
      return places[place(hi, lo)];
    }

    void add(FibNode node) {
      if (count * 2 >= places.length) {
        @Nullable FibNode[] old = places;
        places = new @Nullable FibNode[old.length * 2];
        shift--;
        for (FibNode one : old) {
          if (one != null) {
            places[place(one.hi, one.lo)] = one;
          }
        }
      }
      places[place(node.hi, node.lo)] = node;
      count++;
    }

    /// Empties the node's place, and moves up those behind it that would no longer be found.
    void remove(FibNode node) {
      int mask = places.length - 1;
      int hole = place(node.hi, node.lo);
      places[hole] = null;
      count--;
      int at = hole + 1 & mask;
      for (FibNode one = places[at]; one != null; one = places[at]) {
        places[at] = null;
        places[place(one.hi, one.lo)] = one;
        at = at + 1 & mask;
      }
    }
  }

  private Table[] tables = {};
  private int count;

  int count() {
    return count;
  }

  @Nullable FibNode longest(long hi, long lo, int limit) {
    for (Table table : tables) {
      if (table.length < limit) {
        FibNode node = table.find(hi & table.maskHi, lo & table.maskLo);
        if (node != null) {
          return node;
        }
      }
    }
    return null;
  }

  @Nullable FibNode exact(long hi, long lo, int length) {
    for (Table table : tables) {
      if (table.length == length) {
        return table.find(hi, lo);
      }
    }
    return null;
  }

  void add(FibNode node) {
    count++;
    int at = 0;
    while (at < tables.length && tables[at].length > node.length) {
      at++;
    }
    if (at == tables.length || tables[at].length != node.length) {
      Table[] more = Arrays.copyOf(tables, tables.length + 1);
      System.arraycopy(tables, at, more, at + 1, tables.length - at);
      more[at] = new Table(node);
      tables = more;
    }
    tables[at].add(node);
  }

  void remove(FibNode node) {
    count--;
    for (int i = 0; i < tables.length; i++) {
      Table table = tables[i];
      if (table.length == node.length) {
        table.remove(node);
        if (table.count == 0) {
          Table[] less = Arrays.copyOf(tables, tables.length - 1);
          System.arraycopy(tables, i + 1, less, i, less.length - i);
          tables = less;
        }
        return;
      }
    }
  }

  List<FibNode> all() {
    List<FibNode> all = new ArrayList<>(count);
    for (Table table : tables) {
      for (FibNode node : table.places) {
        if (node != null) {
          all.add(node);
        }
      }
    }
    return all;
  }
}
