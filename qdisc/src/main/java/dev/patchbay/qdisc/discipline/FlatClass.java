package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.text.Handle;

/// A class of a discipline whose classes all stand side by side.
abstract class FlatClass implements QdiscClass {
  private final int id;
  final QueueStatistics counted = new QueueStatistics();
  Qdisc leaf;

  FlatClass(int id, Qdisc leaf) {
    this.id = id;
    this.leaf = leaf;
  }

  @Override
  public final int id() {
    return id;
  }

  @Override
  public final int parent() {
    return Handle.ROOT;
  }

  @Override
  public final Qdisc leaf() {
    return leaf;
  }

  /// What it has sent itself; what of that waits and was dropped the leaf knows.
  @Override
  public final QueueStatistics statistics() {
    QueueStatistics below = leaf.statistics();
    counted.drops = below.drops;
    counted.overlimits = below.overlimits;
    counted.requeues = below.requeues;
    counted.backlog = below.backlog;
    counted.length = below.length;
    return counted;
  }
}
