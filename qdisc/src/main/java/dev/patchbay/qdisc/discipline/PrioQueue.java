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
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bands of prio at work (net/sched/sch_prio.c).
final class PrioQueue extends Qdisc implements Classful {
  private static final int LEAST = 2;
  private static final int MOST = 16;

  private final List<Band> bands = new ArrayList<>();
  private final Block block = new Block();
  private final Verdict verdict = new Verdict();
  private Prio.Bands setting = Prio.Bands.USUAL;

  PrioQueue(QdiscKind kind, Place place, Prio.Bands options) throws NetlinkException {
    super(kind, place);
    change(options);
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    Prio.Bands said = options instanceof Prio.Bands given ? given : Prio.Bands.USUAL;
    if (said.count() < LEAST || said.count() > MOST) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (int i = 0; i < PriorityMap.SIZE; i++) {
      if (said.map().band(i) >= said.count()) {
        throw new NetlinkException(Errno.EINVAL);
      }
    }
    setting = said;
    while (bands.size() > said.count()) {
      bands.removeLast().leaf.end();
    }
    while (bands.size() < said.count()) {
      bands.add(new Band(bands.size() + 1));
    }
  }

  private Qdisc usual(int id) {
    Qdisc fifo = traffic().usualChild("pfifo", id, QdiscKind.Options.NONE);
    traffic().hang(fifo, this, id);
    return fifo;
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    Band band = classify(packet);
    if (band == null) {
      return verdict.isStolen() ? STOLEN : dropClassified(packet);
    }
    int bytes = size(packet);
    int result = band.leaf.enqueue(packet);
    if (result != QUEUED) {
      return countRefused(result);
    }
    statistics().length++;
    statistics().backlog += bytes;
    return QUEUED;
  }

  private int dropClassified(Packet packet) {
    drop(packet, DropReason.TC_CLASSIFIED);
    return DROPPED_QUIETLY;
  }

  /// The band of the packet; null when a filter has it, or wants it dropped.
  private @Nullable Band classify(Packet packet) {
    int wanted = packet.priority();
    if (Handle.major(wanted) != handle()) {
      int action = block.classify(packet, device(), verdict);
      if (verdict.isGone()) {
        return null;
      }
      if (action < 0) {
        int priority = Handle.major(wanted) == 0 ? wanted : 0;
        return bands.get(setting.map().band(priority));
      }
      wanted = verdict.classid();
    }
    int band = Handle.minor(wanted) - 1;
    boolean exists = band >= 0 && band < bands.size();
    return bands.get(exists ? band : setting.map().band(0));
  }

  @Override
  protected @Nullable Packet dequeue() {
    for (int i = 0; i < bands.size(); i++) {
      Packet packet = bands.get(i).leaf.poll();
      if (packet != null) {
        countUnqueued(packet);
        countSent(packet);
        return packet;
      }
    }
    return null;
  }

  @Override
  protected void clear() {
    bands.forEach(band -> band.leaf.reset());
  }

  @Override
  protected void destroy() {
    block.end();
    bands.forEach(band -> band.leaf.end());
  }

  @Override
  public void show(Page page) {
    setting.map().show(setting.count(), page.out());
  }

  // ---- classes

  private final class Band implements QdiscClass {
    private final int number;
    private Qdisc leaf;

    Band(int number) {
      this.number = number;
      this.leaf = usual(id());
    }

    @Override
    public int id() {
      return Handle.of(handle(), number);
    }

    @Override
    public int parent() {
      return handle();
    }

    @Override
    public Qdisc leaf() {
      return leaf;
    }
  }

  @Override
  public Classful classes() {
    return this;
  }

  @Override
  public @Nullable QdiscClass find(int id) {
    int band = Handle.minor(id) - 1;
    return band >= 0 && band < bands.size() ? bands.get(band) : null;
  }

  @Override
  public List<? extends QdiscClass> all() {
    return List.copyOf(bands);
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) {
    Band band = (Band) on;
    Qdisc before = band.leaf;
    band.leaf = child == null ? usual(band.id()) : child;
    return before;
  }

  @Override
  public @Nullable Block block(@Nullable QdiscClass of) {
    return of == null ? block : null;
  }
}
