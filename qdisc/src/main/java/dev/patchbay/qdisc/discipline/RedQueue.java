package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Red at work (net/sched/sch_red.c), above a discipline that queues: a bfifo where nothing else
/// hangs.
final class RedQueue extends Qdisc {
  private static final long ADAPTS_EVERY = 500_000_000L;

  private final SingleClass inner = new SingleClass(this, 1).shownEmpty();
  private final Timer adapting;
  private Red.Said setting;
  private RedAverage average;
  private long marked;
  private long early;
  private long full;

  RedQueue(QdiscKind kind, Place place, Red.Said said) throws NetlinkException {
    super(kind, place);
    setting = said;
    adapting = new Timer(place.device().netns().machine().number(), this::adapt);
    limit(said.parameters().limit());
    average = begin();
  }

  private RedAverage begin() {
    RedAverage begun =
        new RedAverage(setting.parameters(), device().netns().random("red/" + device().name()));
    begun.idle(now());
    if (setting.parameters().adaptive()) {
      world().loop().arm(adapting, now() + ADAPTS_EVERY);
    } else {
      world().loop().disarm(adapting);
    }
    return begun;
  }

  private void adapt() {
    average.adapt(now());
    world().loop().arm(adapting, now() + ADAPTS_EVERY);
  }

  /// A bfifo of so many bytes, if nothing else hangs there.
  private void limit(long bytes) throws NetlinkException {
    Qdisc below = inner.leaf();
    if (below == null) {
      Qdisc fifo = traffic().usualChild("bfifo", inner.id(), new Fifo.Limit(bytes));
      inner.graft(inner, fifo);
      traffic().hang(fifo, this, inner.id());
    } else if (below instanceof Fifo) {
      below.change(new Fifo.Limit(bytes));
    }
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (!(options instanceof Red.Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    setting = said;
    limit(said.parameters().limit());
    average = begin();
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    RedParameters red = setting.parameters();
    Qdisc queue = inner.leaf();
    if (queue == null) {
      return drop(packet, DropReason.QDISC_DROP);
    }
    RedAverage.Advice advice = average.next(queue.statistics().backlog, now());
    if (advice != RedAverage.Advice.NOTHING) {
      statistics().overlimits++;
      boolean hard = advice == RedAverage.Advice.MARK_ALL && red.hardDrop();
      if (red.ecn() && !hard && Ecn.mark(packet)) {
        marked++;
      } else if (!red.ecn() || hard || !red.noDrop()) {
        early++;
        drop(packet, DropReason.QDISC_DROP);
        return CONGESTED;
      }
    }
    int bytes = size(packet);
    int result = queue.enqueue(packet);
    if (result != QUEUED) {
      full += (result & STOLEN) == 0 ? 1 : 0;
      return countRefused(result);
    }
    statistics().length++;
    statistics().backlog += bytes;
    return QUEUED;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Qdisc queue = inner.leaf();
    Packet packet = queue == null ? null : queue.poll();
    if (packet == null) {
      average.idle(now());
      return null;
    }
    countUnqueued(packet);
    countSent(packet);
    return packet;
  }

  @Override
  protected void clear() {
    Qdisc queue = inner.leaf();
    if (queue != null) {
      queue.reset();
    }
    average = begin();
  }

  @Override
  protected void destroy() {
    world().loop().disarm(adapting);
    inner.end();
  }

  @Override
  public Classful classes() {
    return inner;
  }

  // ---- showing

  @Override
  public void show(Page page) {
    RedParameters red = setting.parameters();
    page.size("limit", "limit ", red.limit(), " ");
    page.size("min", "min ", red.min(), " ");
    page.size("max", "max ", red.max(), " ");
    red.showFlags(page.out());
    if (page.details()) {
      red.showDetails(page);
    }
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    out.number("marked", "  marked ", marked, " ");
    out.number("early", "early ", early, " ");
    out.number("pdrop", "pdrop ", full, " ");
    out.number("other", "other ", 0, " ");
    out.newline();
  }
}
