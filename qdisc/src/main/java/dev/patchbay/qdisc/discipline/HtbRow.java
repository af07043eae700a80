package dev.patchbay.qdisc.discipline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Classes of htb that want to send, by their numbers, and whose turn it is (`htb_prio`).
///
/// The turn goes round by itself; when the class that has it leaves, it goes to the next one, or is
/// found again by the number that was to follow.
final class HtbRow {
  private @Nullable HtbClass[] classes = new @Nullable HtbClass[4];
  private int count;
  private @Nullable HtbClass turn;
  private int lost;

  boolean isEmpty() {
    return count == 0;
  }

  void add(HtbClass added) {
    if (count == classes.length) {
      classes = Arrays.copyOf(classes, count * 2);
    }
    int at = from(added.id());
    System.arraycopy(classes, at, classes, at + 1, count - at);
    classes[at] = added;
    count++;
  }

  /// Takes a class away; with `remembers` its turn waits for it, else it is the next one's.
  void remove(HtbClass removed, boolean remembers) {
    int at = from(removed.id());
    if (at == count || classes[at] != removed) {
      return;
    }
    if (turn == removed) {
      if (remembers) {
        lost = removed.id();
        turn = null;
      } else {
        next();
      }
    }
    System.arraycopy(classes, at + 1, classes, at, count - at - 1);
    classes[--count] = null;
  }

  void clear() {
    Arrays.fill(classes, null);
    count = 0;
    turn = null;
    lost = 0;
  }

  /// Whose turn it is; null at the end of a round.
  @Nullable HtbClass turn() {
    if (turn == null && lost != 0) {
      int at = from(lost);
      turn = at < count ? classes[at] : null;
    }
    lost = 0;
    return turn;
  }

  /// Begins a round.
  void rewind() {
    turn = count == 0 ? null : classes[0];
  }

  /// It is the next one's turn (`htb_next_rb_node`).
  void next() {
    HtbClass before = turn;
    if (before != null) {
      int at = from(before.id()) + 1;
      turn = at < count ? classes[at] : null;
    }
  }

  /// The position of the first class of this number or a higher one.
  private int from(int id) {
    int at = 0;
    while (at < count) {
      HtbClass each = classes[at];
      if (each == null || Integer.compareUnsigned(each.id(), id) >= 0) {
        break;
      }
      at++;
    }
    return at;
  }
}
