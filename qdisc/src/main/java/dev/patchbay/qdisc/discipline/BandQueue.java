package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A discipline whose classes are bands, numbered from 1 on, that cannot be set themselves.
abstract class BandQueue extends Qdisc implements Classful {
  private final List<Band> bands = new ArrayList<>();
  private final Block block = Block.of(handle());

  /// What the filters have said of the packet that is being queued.
  protected final Verdict verdict = new Verdict();

  protected BandQueue(QdiscKind kind, Place place) {
    super(kind, place);
  }

  /// The number of the band of a packet, counted from 0, that the filters have left with `control`,
  /// or that no filter was asked about.
  protected abstract int bandOf(Packet packet, int control);

  /// Whether filters are asked about the packet.
  protected boolean asksFilters(Packet packet) {
    return true;
  }

  /// How many bands there are.
  protected final int count() {
    return bands.size();
  }

  /// From now on there are so many bands; what waits in those that go is dropped.
  protected final void count(int wanted) {
    while (bands.size() > wanted) {
      bands.removeLast().leaf.end();
    }
    while (bands.size() < wanted) {
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
    int control = asksFilters(packet) ? block.classify(packet, device(), verdict) : -1;
    if (control >= 0 && verdict.isGone()) {
      return verdict.isStolen() ? STOLEN : dropClassified(packet);
    }
    int bytes = size(packet);
    int result = bands.get(bandOf(packet, control)).leaf.enqueue(packet);
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

  /// The next packet of a band, counted as sent; or null.
  protected final @Nullable Packet take(int band) {
    Packet packet = bands.get(band).leaf.poll();
    if (packet != null) {
      countUnqueued(packet);
      countSent(packet);
    }
    return packet;
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
