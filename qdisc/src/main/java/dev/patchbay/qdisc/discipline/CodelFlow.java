package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import org.jspecify.annotations.Nullable;

/// A queue that drops what has stood in it for too long (RFC 8289).
final class CodelFlow {
  final PacketQueue queue = new PacketQueue();
  long backlog;
  long deficit;

  /// Whether it stands in one of the rounds, and which flow comes behind it there.
  boolean active;

  @Nullable CodelFlow behind;

  private long firstAbove;
  private long dropNext;
  private long count;
  private long lastCount;
  private boolean dropping;

  /// How long the last packet has waited, nanoseconds.
  private long delay;

  long count() {
    return count;
  }

  long lastCount() {
    return lastCount;
  }

  long delay() {
    return delay;
  }

  /// When the next one is dropped, nanoseconds of the lab's clock.
  long dropNext() {
    return dropNext;
  }

  boolean isDropping() {
    return dropping;
  }

  /// What the flow asks of the queue it is in.
  interface Owner {
    long clock();

    long target();

    long interval();

    /// Whether the queue holds less than a packet of the largest size.
    boolean isShort(CodelFlow flow);

    /// Takes the first packet out, uncounted.
    @Nullable Packet pull(CodelFlow flow);

    /// Marks the packet; returns whether that does in place of a drop.
    boolean mark(Packet packet);

    void drop(Packet packet);

    /// How long a packet may have waited and not be marked, nanoseconds; -1 for ever.
    long threshold();

    /// The packet has waited for longer.
    void overThreshold(Packet packet);
  }

  private boolean shouldDrop(long queued, long now, Owner owner) {
    delay = now - queued;
    if (delay < owner.target() || owner.isShort(this)) {
      firstAbove = 0;
      return false;
    }
    if (firstAbove == 0) {
      firstAbove = now + owner.interval();
      return false;
    }
    return now > firstAbove;
  }

  /// The packet that goes next, or null (`codel_dequeue`).
  @Nullable Packet dequeue(Owner owner) {
    Packet packet = next(owner);
    if (packet != null && owner.threshold() >= 0 && delay > owner.threshold()) {
      owner.overThreshold(packet);
    }
    return packet;
  }

  private @Nullable Packet next(Owner owner) {
    long now = owner.clock();
    long queued = queue.isEmpty() ? now : queue.firstTime();
    Packet packet = owner.pull(this);
    if (packet == null) {
      dropping = false;
      return null;
    }
    boolean drop = shouldDrop(queued, now, owner);
    if (dropping) {
      return drop ? goOn(packet, now, owner) : stop(packet);
    }
    return drop ? begin(packet, now, owner) : packet;
  }

  private Packet stop(Packet packet) {
    dropping = false;
    return packet;
  }

  private @Nullable Packet goOn(Packet first, long now, Owner owner) {
    Packet packet = first;
    while (dropping && now >= dropNext) {
      count++;
      if (owner.mark(packet)) {
        dropNext = control(dropNext, owner);
        return packet;
      }
      owner.drop(packet);
      long queued = queue.isEmpty() ? now : queue.firstTime();
      Packet next = owner.pull(this);
      if (next == null || !shouldDrop(queued, now, owner)) {
        dropping = false;
        return next;
      }
      packet = next;
      dropNext = control(dropNext, owner);
    }
    return packet;
  }

  private @Nullable Packet begin(Packet first, long now, Owner owner) {
    Packet packet = first;
    if (!owner.mark(packet)) {
      owner.drop(packet);
      long queued = queue.isEmpty() ? now : queue.firstTime();
      packet = owner.pull(this);
      if (packet != null) {
        shouldDrop(queued, now, owner);
      }
    }
    dropping = true;
    long delta = count - lastCount;
    count = delta > 1 && now - dropNext < 16 * owner.interval() ? delta : 1;
    lastCount = count;
    dropNext = control(now, owner);
    return packet;
  }

  /// The next time to drop: sooner the more have been.
  private long control(long from, Owner owner) {
    return from + (long) (owner.interval() / Math.sqrt((double) count));
  }
}
