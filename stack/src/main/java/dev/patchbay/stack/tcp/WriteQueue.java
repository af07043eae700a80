package dev.patchbay.stack.tcp;

import dev.patchbay.core.World;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a connection has to send and what it has sent without being told that it came: one list,
/// the oldest first (`sk_write_queue` and `tcp_rtx_queue`).
final class WriteQueue {
  private final World world;
  private final ConnectionMemory memory;
  private @Nullable Segment first;
  private @Nullable Segment last;
  private @Nullable Segment unsent;

  /// Segments that have served, to serve again.
  private @Nullable Segment spare;

  private int charged;

  WriteQueue(World world, ConnectionMemory memory) {
    this.world = world;
    this.memory = memory;
  }

  /// The oldest segment, sent or not.
  @Nullable Segment first() {
    return first;
  }

  /// The oldest segment that has been sent, or null.
  @Nullable Segment firstSent() {
    return first == unsent ? null : first;
  }

  /// The newest segment that has been sent, or null.
  @Nullable Segment lastSent() {
    return unsent == null ? last : unsent.previous;
  }

  @Nullable Segment last() {
    return last;
  }

  /// The oldest segment that has not been sent, or null.
  @Nullable Segment unsent() {
    return unsent;
  }

  /// Whether a sent segment follows.
  @Nullable Segment nextSent(Segment segment) {
    return segment.next == unsent ? null : segment.next;
  }

  boolean isEmpty() {
    return first == null;
  }

  /// Bytes that are charged, as the kernel does (`sk_wmem_queued`).
  int charged() {
    return charged;
  }

  private void charge(int bytes) {
    charged += bytes;
    memory.charge(bytes);
  }

  private void uncharge(int bytes) {
    charged -= bytes;
    memory.uncharge(bytes);
  }

  private Segment take() {
    Segment taken = spare;
    if (taken == null) {
      return new Segment();
    }
    spare = taken.next;
    taken.clear();
    return taken;
  }

  /// Adds an empty segment at the end.
  Segment append(int sequence, int flags) {
    Segment segment = take();
    segment.sequence = sequence;
    segment.end = sequence;
    segment.flags = flags;
    segment.previous = last;
    if (last == null) {
      first = segment;
    } else {
      last.next = segment;
    }
    last = segment;
    if (unsent == null) {
      unsent = segment;
    }
    charge(ConnectionMemory.OVERHEAD);
    return segment;
  }

  /// Puts bytes at the end of a segment.
  void put(Segment segment, byte[] bytes, int from, int count, int room) {
    Packet data = segment.data;
    if (data == null) {
      data = world.allocate(room);
      segment.data = data;
    }
    int at = data.put(count);
    System.arraycopy(bytes, from, data.bytes(), at, count);
    segment.end += count;
    charge(count);
  }

  /// Cuts a segment behind `length` bytes of its data; returns the rest, which follows it
  /// (`tcp_fragment`).
  Segment split(Segment segment, int length) {
    Segment rest = take();
    rest.sequence = segment.sequence + length;
    rest.end = segment.end;
    rest.flags = segment.flags;
    segment.flags &= ~(Tcp.FIN | Tcp.PSH);
    segment.end = rest.sequence;
    rest.endsRecord = segment.endsRecord;
    segment.endsRecord = false;
    rest.marks = segment.marks;
    rest.sent = segment.sent;
    rest.delivered = segment.delivered;
    rest.deliveredTime = segment.deliveredTime;
    rest.firstSent = segment.firstSent;
    rest.limited = segment.limited;
    moveTail(segment, rest, length);
    linkAfter(segment, rest);
    charge(ConnectionMemory.OVERHEAD);
    return rest;
  }

  private void moveTail(Segment segment, Segment rest, int length) {
    Packet data = segment.data;
    if (data == null || data.length() <= length) {
      return;
    }
    int count = data.length() - length;
    Packet tail = world.allocate(count);
    int at = tail.put(count);
    System.arraycopy(data.bytes(), data.head() + length, tail.bytes(), at, count);
    data.trim(length);
    rest.data = tail;
  }

  /// Puts the data of the segment that follows a sent one behind its own (`tcp_collapse_retrans`).
  void join(Segment segment, Segment next) {
    Packet front = Objects.requireNonNull(segment.data);
    Packet back = Objects.requireNonNull(next.data);
    int length = front.length();
    Packet both = world.allocate(length + back.length());
    System.arraycopy(front.bytes(), front.head(), both.bytes(), both.put(length), length);
    int at = both.put(back.length());
    System.arraycopy(back.bytes(), back.head(), both.bytes(), at, back.length());
    segment.data = both;
    segment.end = next.end;
    segment.flags |= next.flags;
    segment.endsRecord = next.endsRecord;
    segment.marks |= next.marks & Segment.EVER_RETRANSMITTED;
    charge(back.length());
    world.consume(front);
    remove(next);
  }

  /// Makes the oldest unsent segment one of so many bytes, of those behind it where its own are too
  /// few; returns it, or null when records or a FIN are in the way.
  @Nullable Segment gather(int length) {
    Segment head = unsent;
    if (head == null || !canGather(length)) {
      return null;
    }
    if (head.length() < length) {
      byte[] bytes = new byte[length];
      int done = 0;
      int from = head.sequence;
      while (done < length && unsent != null) {
        done += moveHead(bytes, done, length - done);
      }
      Segment whole = take();
      whole.sequence = from;
      whole.end = from;
      whole.flags = Tcp.ACK;
      linkBefore(unsent, whole);
      charge(ConnectionMemory.OVERHEAD);
      put(whole, bytes, 0, length, length);
      return whole;
    }
    if (head.length() > length) {
      split(head, length);
    }
    return head;
  }

  private boolean canGather(int length) {
    int found = 0;
    for (Segment segment = unsent; segment != null && found < length; segment = segment.next) {
      found += segment.length();
      boolean ends = segment.endsRecord || (segment.flags & (Tcp.FIN | Tcp.URG)) != 0;
      if (ends && found < length) {
        return false;
      }
    }
    return found >= length;
  }

  /// Takes bytes off the oldest unsent segment; returns how many.
  private int moveHead(byte[] into, int at, int most) {
    Segment head = Objects.requireNonNull(unsent);
    Packet data = Objects.requireNonNull(head.data);
    int some = Math.min(most, data.length());
    System.arraycopy(data.bytes(), data.head(), into, at, some);
    if (some == data.length()) {
      remove(head);
    } else {
      trim(head, some);
    }
    return some;
  }

  /// Puts a segment in front of an unsent one, or at the end; it is sent next.
  private void linkBefore(@Nullable Segment place, Segment segment) {
    Segment before = place == null ? last : place.previous;
    segment.previous = before;
    segment.next = place;
    if (before == null) {
      first = segment;
    } else {
      before.next = segment;
    }
    if (place == null) {
      last = segment;
    } else {
      place.previous = segment;
    }
    unsent = segment;
  }

  private void linkAfter(Segment segment, Segment rest) {
    rest.previous = segment;
    rest.next = segment.next;
    if (segment.next == null) {
      last = rest;
    } else {
      segment.next.previous = rest;
    }
    segment.next = rest;
  }

  /// The oldest unsent segment is sent now.
  void advance() {
    if (unsent != null) {
      unsent = unsent.next;
    }
  }

  /// Takes `count` bytes off the front of the oldest segment (`tcp_trim_head`).
  void trim(Segment segment, int count) {
    Packet data = segment.data;
    segment.sequence += count;
    if (data != null) {
      data.pull(Math.min(count, data.length()));
    }
    uncharge(count);
  }

  /// Takes a segment out: it has arrived, or is to be forgotten.
  void remove(Segment segment) {
    if (unsent == segment) {
      unsent = segment.next;
    }
    if (segment.previous == null) {
      first = segment.next;
    } else {
      segment.previous.next = segment.next;
    }
    if (segment.next == null) {
      last = segment.previous;
    } else {
      segment.next.previous = segment.previous;
    }
    uncharge(ConnectionMemory.trueSize(segment.length()));
    release(segment);
  }

  private void release(Segment segment) {
    Packet data = segment.data;
    if (data != null) {
      world.consume(data);
    }
    segment.clear();
    segment.next = spare;
    spare = segment;
    if (first == null) {
      // Nothing is kept for a connection that is idle.
      spare = null;
    }
  }

  /// Forgets everything.
  void clear() {
    while (first != null) {
      remove(first);
    }
  }
}
