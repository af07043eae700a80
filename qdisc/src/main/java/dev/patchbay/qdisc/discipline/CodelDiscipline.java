package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import org.jspecify.annotations.Nullable;

/// What codel and fq_codel have in common: the settings of their flows, and what comes of the
/// packets that a flow marks or drops. Times are in CoDel's units ([CodelTime]).
abstract sealed class CodelDiscipline extends Qdisc implements CodelFlow.Owner
    permits CodelQueue, FqCodelQueue {
  long limit;
  long target = CodelTime.units(5_000);
  long interval = CodelTime.units(100_000);

  /// Above it packets are marked at once; -1: none are.
  long threshold = -1;

  boolean ecn;

  /// The size of the largest packet, in bytes.
  long largest;

  long overLimit;
  long marked;
  long overThreshold;

  CodelDiscipline(QdiscKind kind, Place place, long limit, boolean ecn) {
    super(kind, place);
    this.limit = limit;
    this.ecn = ecn;
  }

  @Override
  public final long clock() {
    return now();
  }

  @Override
  public final long target() {
    return target << CodelTime.SHIFT;
  }

  @Override
  public final long interval() {
    return interval << CodelTime.SHIFT;
  }

  @Override
  public final boolean isShort(CodelFlow flow) {
    return statistics().backlog <= device().mtu() + (long) device().headerLength();
  }

  @Override
  public final @Nullable Packet pull(CodelFlow flow) {
    Packet packet = flow.queue.poll();
    if (packet != null) {
      flow.backlog -= size(packet);
      largest = Math.max(largest, size(packet));
      countUnqueued(packet);
    }
    return packet;
  }

  @Override
  public final boolean mark(Packet packet) {
    boolean done = ecn && Ecn.mark(packet);
    marked += done ? 1 : 0;
    return done;
  }

  @Override
  public final long threshold() {
    return threshold < 0 ? -1 : threshold << CodelTime.SHIFT;
  }

  @Override
  public final void overThreshold(Packet packet) {
    overThreshold += Ecn.mark(packet) ? 1 : 0;
  }

  @Override
  public final void drop(Packet packet) {
    int bytes = size(packet);
    drop(packet, DropReason.QDISC_DROP);
    reduceAbove(1, bytes);
  }
}
