package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.text.Handle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one class of netem and tbf, whatever number it is asked for by: where another discipline may
/// hang below them.
final class SingleClass implements Classful, QdiscClass {
  private final Qdisc owner;
  private final int minor;
  private boolean isShownEmpty;
  private @Nullable Qdisc leaf;

  SingleClass(Qdisc owner, int minor) {
    this.owner = owner;
    this.minor = minor;
  }

  /// As a class that shows even when nothing hangs there.
  SingleClass shownEmpty() {
    isShownEmpty = true;
    return this;
  }

  @Override
  public int id() {
    return Handle.of(owner.handle(), minor);
  }

  @Override
  public int parent() {
    return owner.handle();
  }

  @Override
  public boolean hasBlocks() {
    return false;
  }

  @Override
  public @Nullable Qdisc leaf() {
    return leaf;
  }

  @Override
  public @Nullable QueueStatistics statistics() {
    return null;
  }

  @Override
  public QdiscClass find(int id) {
    return this;
  }

  @Override
  public List<QdiscClass> all() {
    return isShownEmpty || leaf != null ? List.of(this) : List.of();
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) {
    Qdisc before = leaf;
    leaf = child;
    return before;
  }

  void end() {
    Qdisc ends = leaf;
    leaf = null;
    if (ends != null) {
      ends.end();
    }
  }
}
