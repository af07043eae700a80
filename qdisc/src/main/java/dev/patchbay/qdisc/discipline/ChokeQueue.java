package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Choke at work (net/sched/sch_choke.c): when the average is high, a packet is compared with one
/// that waits, and both go when they are of one flow.
final class ChokeQueue extends Qdisc {
  private final PacketQueue queue = new PacketQueue();
  private final FlowHash hash = new FlowHash();
  private final RandomStream random;
  private Choke.Said setting;
  private RedAverage average;
  private long marked;
  private long early;
  private long full;
  private long matched;

  ChokeQueue(QdiscKind kind, Place place, Choke.Said said) {
    super(kind, place);
    random = device().netns().random("choke/" + device().name());
    setting = said;
    average = begin();
  }

  private RedAverage begin() {
    RedAverage begun = new RedAverage(setting.parameters(), random);
    begun.idle(now());
    return begun;
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (!(options instanceof Choke.Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    setting = said;
    average = begin();
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    average.observe(statistics().length, now());
    if (average.isAboveMin() && meets(packet)) {
      matched++;
      return congested(packet);
    }
    RedAverage.Advice advice = average.advice();
    if (advice != RedAverage.Advice.NOTHING) {
      statistics().overlimits++;
      if (!setting.parameters().ecn() || !Ecn.mark(packet)) {
        early++;
        return congested(packet);
      }
      marked++;
    }
    if (statistics().length >= setting.parameters().limit()) {
      full++;
      return drop(packet, DropReason.QDISC_DROP);
    }
    queue.add(packet);
    countQueued(packet);
    return QUEUED;
  }

  private int congested(Packet packet) {
    drop(packet, DropReason.QDISC_DROP);
    return CONGESTED;
  }

  /// Whether one that waits, drawn at random, is of the same flow: then it is dropped.
  private boolean meets(Packet packet) {
    if (queue.isEmpty()) {
      return false;
    }
    int place = random.nextInt(queue.size());
    Packet other = queue.at(place);
    if (other.protocol() != packet.protocol() || hash.of(other, 0) != hash.of(packet, 0)) {
      return false;
    }
    queue.remove(place);
    countUnqueued(other);
    int bytes = size(other);
    drop(other, DropReason.QDISC_DROP);
    reduceAbove(1, bytes);
    return true;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Packet packet = queue.poll();
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
    purge(queue);
    average = begin();
  }

  // ---- showing

  @Override
  public void show(Page page) {
    RedParameters red = setting.parameters();
    page.out().number("limit", "limit ", red.limit(), "p ");
    page.out().number("min", "min ", red.min(), "p ");
    page.out().number("max", "max ", red.max(), "p ");
    red.showFlags(page.out());
    if (page.details()) {
      red.showDetails(page);
    }
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    out.number("marked", "  marked ", marked, "");
    out.number("early", " early ", early, "");
    out.number("pdrop", " pdrop ", full, "");
    out.number("other", " other ", 0, "");
    out.number("matched", " matched ", matched, "");
    out.newline();
  }
}
