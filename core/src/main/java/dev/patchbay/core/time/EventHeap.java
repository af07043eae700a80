package dev.patchbay.core.time;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Events by (time, machine, order of arming): a heap with four children a node, and removal from
/// the middle.
///
/// Looking for a place reads keys alone: `keys` has the time and the order of place `p` at `2 * p`
/// and beside it. Free places hold the highest key there is, so that no child has to be asked
/// whether it exists.
final class EventHeap {
  private static final int SEQUENCE_BITS = 44;

  /// With the root here, the children of `p` begin at `4 * (p - 2)`.
  private static final int ROOT = 3;

  private static final long LAST = Long.MAX_VALUE;

  private long[] keys = new long[2 * 16];
  private @Nullable Event[] events = new @Nullable Event[16];
  private int end = ROOT;

  EventHeap() {
    Arrays.fill(keys, LAST);
  }

  /// When the first one is due, or [Clock#NEVER].
  long firstTime() {
    return keys[2 * ROOT];
  }

  /// Breaks ties between the firsts of two heaps.
  long firstOrder() {
    return keys[2 * ROOT + 1];
  }

  /// `sequence` counts up; of events of one time and machine the lower goes first.
  void add(Event event, long time, long sequence) {
    assert event.place == Event.IDLE;
    if (end + 4 > events.length) {
      grow();
    }
    rise(end++, time, ((long) event.machine << SEQUENCE_BITS) | sequence, event);
  }

  Event removeFirst() {
    Event first = at(ROOT);
    remove(first);
    return first;
  }

  void remove(Event event) {
    int place = event.place;
    assert event.equals(events[place]);
    event.place = Event.IDLE;
    int last = --end;
    Event moved = at(last);
    long time = keys[2 * last];
    long order = keys[2 * last + 1];
    keys[2 * last] = LAST;
    keys[2 * last + 1] = LAST;
    events[last] = null;
    if (place != last) {
      // The last one belongs far below most often, so the gap goes down without asking it.
      rise(sink(place), time, order, moved);
    }
  }

  private Event at(int place) {
    return Objects.requireNonNull(events[place]);
  }

  /// Moves the gap down to where it has no children and returns that place.
  private int sink(int start) {
    int place = start;
    int child = firstChild(place);
    while (child < end) {
      int first = earlier(earlier(child, child + 1), earlier(child + 2, child + 3));
      put(place, keys[2 * first], keys[2 * first + 1], at(first));
      place = first;
      child = firstChild(place);
    }
    return place;
  }

  /// Puts the event where it belongs, on the way from the gap at `start` to the root.
  private void rise(int start, long time, long order, Event event) {
    int place = start;
    while (place > ROOT) {
      int parent = (place >> 2) + 2;
      long parentTime = keys[2 * parent];
      long parentOrder = keys[2 * parent + 1];
      if (parentTime < time || (parentTime == time && parentOrder < order)) {
        break;
      }
      put(place, parentTime, parentOrder, at(parent));
      place = parent;
    }
    put(place, time, order, event);
  }

  private static int firstChild(int place) {
    return (place - 2) << 2;
  }

  private int earlier(int one, int other) {
    long time = keys[2 * one];
    long otherTime = keys[2 * other];
    if (time == otherTime) {
      return keys[2 * one + 1] < keys[2 * other + 1] ? one : other;
    }
    return time < otherTime ? one : other;
  }

  private void put(int place, long time, long order, Event event) {
    keys[2 * place] = time;
    keys[2 * place + 1] = order;
    events[place] = event;
    event.place = place;
  }

  private void grow() {
    int capacity = events.length * 2;
    events = Arrays.copyOf(events, capacity);
    keys = Arrays.copyOf(keys, 2 * capacity);
    Arrays.fill(keys, capacity, 2 * capacity, LAST);
  }
}
