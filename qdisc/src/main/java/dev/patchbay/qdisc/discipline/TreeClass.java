package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.text.Handle;
import org.jspecify.annotations.Nullable;

/// A class of a discipline whose classes stand in a tree: its leaves queue, the others share what
/// they have among their children.
abstract class TreeClass<C extends TreeClass<C>> implements QdiscClass {
  private final int id;
  final @Nullable C parent;

  /// The filters that hang on it.
  final Block block;

  private final QueueStatistics statistics = new QueueStatistics();

  /// Where packets wait; shown only of a leaf.
  @Nullable Qdisc leaf;

  /// 0 for a leaf.
  int level;

  TreeClass(int id, @Nullable C parent) {
    this.id = id;
    this.block = Block.of(Handle.major(id));
    this.parent = parent;
  }

  @Override
  public final int id() {
    return id;
  }

  @Override
  public final int parent() {
    return parent == null ? Handle.ROOT : parent.id();
  }

  @Override
  public final @Nullable Qdisc leaf() {
    return level > 0 ? null : leaf;
  }

  /// What it has counted, with what waits in the leaf.
  @Override
  public final QueueStatistics statistics() {
    Qdisc below = leaf();
    statistics.length = below == null ? 0 : below.statistics().length;
    statistics.backlog = below == null ? 0 : below.statistics().backlog;
    return statistics;
  }

  /// What it has counted itself.
  final QueueStatistics counted() {
    return statistics;
  }
}
