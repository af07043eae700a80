package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A discipline whose classes all stand side by side, made by the user, each above a queue. What no
/// filter gives to a class is dropped.
abstract class FlatQueue<C extends FlatClass> extends Qdisc implements Classful {
  private final ClassTable<C> classes = new ClassTable<>();
  private final Block block = Block.of(handle());
  private final Verdict verdict = new Verdict();

  FlatQueue(QdiscKind kind, Place place) {
    super(kind, place);
  }

  // ---- what a kind writes

  /// A new class, above the queue.
  abstract C make(int id, Qdisc leaf, QdiscKind.ClassOptions options) throws NetlinkException;

  /// Changes a class.
  abstract void set(C existing, QdiscKind.ClassOptions options) throws NetlinkException;

  /// The class has something to send again.
  abstract void begin(C of);

  /// The class has nothing to send any more.
  abstract void stop(C of);

  /// Takes the next packet of the class, and counts it.
  final @Nullable Packet send(C of) {
    Packet packet = of.leaf.poll();
    if (packet != null) {
      of.counted.count(size(packet));
      countUnqueued(packet);
      countSent(packet);
    }
    return packet;
  }

  final ClassTable<C> table() {
    return classes;
  }

  @Override
  public QdiscKind.Options options() {
    return QdiscKind.Options.NONE;
  }

  // ---- packets

  @Override
  public final int enqueue(Packet packet) {
    C found = classify(packet);
    if (found == null) {
      return verdict.isStolen() ? STOLEN : dropClassified(packet);
    }
    boolean first = found.leaf.statistics().length == 0;
    int bytes = size(packet);
    int result = found.leaf.enqueue(packet);
    if (result != QUEUED) {
      return countRefused(result);
    }
    statistics().length++;
    statistics().backlog += bytes;
    if (first) {
      begin(found);
    }
    return QUEUED;
  }

  private int dropClassified(Packet packet) {
    drop(packet, DropReason.TC_CLASSIFIED);
    return DROPPED_QUIETLY;
  }

  private @Nullable C classify(Packet packet) {
    C chosen = classes.find(packet.priority());
    if (chosen != null) {
      return chosen;
    }
    int action = block.classify(packet, device(), verdict);
    return action < 0 || verdict.isGone() ? null : classes.find(verdict.classid());
  }

  @Override
  protected void clear() {
    for (C each : classes) {
      each.leaf.reset();
      stop(each);
    }
  }

  @Override
  protected final void destroy() {
    block.end();
    classes.forEach(each -> each.leaf.end());
  }

  // ---- classes

  @Override
  public final Classful classes() {
    return this;
  }

  @Override
  public final @Nullable C find(int id) {
    return classes.find(id);
  }

  @Override
  public final List<? extends QdiscClass> all() {
    return classes.all();
  }

  @Override
  @SuppressWarnings("unchecked") // all classes are its own
  public final QdiscClass change(
      int id, int parent, @Nullable QdiscClass existing, QdiscKind.ClassOptions options)
      throws NetlinkException {
    if (existing != null) {
      set((C) existing, options);
      return existing;
    }
    C added = make(id, usual(id), options);
    classes.add(added);
    classes.grow();
    return added;
  }

  @Override
  @SuppressWarnings("unchecked") // all classes are its own
  public final void remove(QdiscClass existing) throws NetlinkException {
    C removed = (C) existing;
    if (block.binds(removed.id())) {
      throw new NetlinkException(Errno.EBUSY);
    }
    stop(removed);
    QueueStatistics waiting = removed.leaf.statistics();
    int packets = waiting.length;
    long bytes = waiting.backlog;
    removed.leaf.end();
    statistics().length -= packets;
    statistics().backlog -= bytes;
    statistics().drops += packets;
    reduceAbove(packets, bytes);
    classes.remove(removed);
  }

  private Qdisc usual(int id) {
    Qdisc fifo = traffic().usualChild("pfifo", id, QdiscKind.Options.NONE);
    traffic().hang(fifo, this, id);
    return fifo;
  }

  @Override
  @SuppressWarnings("unchecked") // all classes are its own
  public final Qdisc graft(QdiscClass on, @Nullable Qdisc child) {
    C to = (C) on;
    Qdisc before = to.leaf;
    stop(to);
    to.leaf = child == null ? usual(to.id()) : child;
    return before;
  }

  @Override
  public final void emptied(int id) {
    C found = classes.find(id);
    if (found != null) {
      stop(found);
    }
  }

  @Override
  public final @Nullable Block block(@Nullable QdiscClass of) {
    return of == null ? block : null;
  }
}
