package dev.patchbay.stack.route;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Prefixes of IPv4, each known by the first of its routes: a hash table without chains.
final class Ipv4PrefixSet {
  private static final int SMALLEST = 8;

  private @Nullable FibEntry[] places = new @Nullable FibEntry[SMALLEST];
  private int count;

  @Nullable FibEntry find(long hi, int length) {
    return places[place(hi, length)];
  }

  void add(FibEntry head) {
    places[place(head.hi, head.length())] = head;
    if (++count > places.length / 3 * 2) {
      resize(places.length * 2);
    }
  }

  void replace(FibEntry old, FibEntry head) {
    places[place(old.hi, old.length())] = head;
  }

  void remove(FibEntry head) {
    close(place(head.hi, head.length()));
    if (--count < places.length / 8) {
      resize(places.length / 2);
    }
  }

  /// Shows all, in no order that means anything.
  void forEach(Consumer<FibEntry> visitor) {
    for (FibEntry head : places) {
      if (head != null) {
        visitor.accept(head);
      }
    }
  }

  private int home(long hi, int length) {
    long mixed = ((hi >>> Integer.SIZE) + ((long) length << Integer.SIZE)) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> Integer.SIZE) & (places.length - 1);
  }

  /// Where the prefix stands, or would stand.
  private int place(long hi, int length) {
    int at = home(hi, length);
    for (FibEntry one = places[at]; one != null && !one.isOf(hi, 0, length); one = places[at]) {
      at = (at + 1) & (places.length - 1);
    }
    return at;
  }

  /// Empties a place; those behind it that it kept from their own come nearer.
  private void close(int gap) {
    int mask = places.length - 1;
    int empty = gap;
    int at = (gap + 1) & mask;
    for (FibEntry one = places[at]; one != null; one = places[at]) {
      int home = home(one.hi, one.length());
      if (((at - home) & mask) >= ((at - empty) & mask)) {
        places[empty] = one;
        empty = at;
      }
      at = (at + 1) & mask;
    }
    places[empty] = null;
  }

  private void resize(int size) {
    @Nullable FibEntry[] old = places;
    places = new @Nullable FibEntry[size];
    for (FibEntry head : old) {
      if (head != null) {
        places[place(head.hi, head.length())] = head;
      }
    }
  }
}
