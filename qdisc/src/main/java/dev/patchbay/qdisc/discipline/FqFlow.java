package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.PacketQueue;
import org.jspecify.annotations.Nullable;

/// A flow of fq.
final class FqFlow {
  final PacketQueue queue = new PacketQueue();
  final int key;

  /// The next flow in its bucket.
  @Nullable FqFlow beside;

  /// The flow behind it in its round.
  @Nullable FqFlow behind;

  /// Whether it is in a round, or waits for its time.
  boolean active;

  /// How many bytes it may still send in this round.
  long credit;

  /// When it may send again, nanoseconds of the lab's clock.
  long nextAt;

  /// When it last ran empty.
  long emptySince;

  FqFlow(int key) {
    this.key = key;
  }

  /// Flows that wait for their turn.
  static final class Round {
    private @Nullable FqFlow first;
    private @Nullable FqFlow last;

    @Nullable FqFlow first() {
      return first;
    }

    void add(FqFlow flow) {
      flow.behind = null;
      if (last == null) {
        first = flow;
      } else {
        last.behind = flow;
      }
      last = flow;
    }

    void removeFirst() {
      FqFlow gone = first;
      if (gone != null) {
        first = gone.behind;
        last = first == null ? null : last;
        gone.behind = null;
      }
    }

    void clear() {
      first = null;
      last = null;
    }
  }
}
