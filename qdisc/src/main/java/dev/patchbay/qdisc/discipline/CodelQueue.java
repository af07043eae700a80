package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// Codel at work (net/sched/sch_codel.c).
final class CodelQueue extends CodelDiscipline {
  private final CodelFlow flow = new CodelFlow();

  CodelQueue(QdiscKind kind, Place place, Codel.Said said) {
    super(kind, place, 1000, false);
    set(said);
  }

  @Override
  public QdiscKind.Options options() {
    return new Codel.Said(
        limit,
        CodelTime.micros(target),
        CodelTime.micros(interval),
        threshold < 0 ? -1 : CodelTime.micros(threshold),
        ecn ? 1 : 0);
  }

  @Override
  public void change(QdiscKind.Options options) {
    set(options instanceof Codel.Said said ? said : Codel.Said.NOTHING);
  }

  private void set(Codel.Said said) {
    limit = said.limit() < 0 ? limit : said.limit();
    target = said.target() < 0 ? target : CodelTime.units(said.target());
    interval = said.interval() < 0 ? interval : CodelTime.units(said.interval());
    threshold = said.threshold() < 0 ? threshold : CodelTime.units(said.threshold());
    ecn = said.ecn() < 0 ? ecn : said.ecn() == 1;
    while (statistics().length > limit) {
      Packet packet = pull(flow);
      if (packet != null) {
        drop(packet);
      }
    }
  }

  @Override
  protected boolean canBypass() {
    return limit >= 1;
  }

  @Override
  public int enqueue(Packet packet) {
    if (statistics().length >= limit) {
      overLimit++;
      return drop(packet, DropReason.QDISC_DROP);
    }
    flow.queue.add(packet, now());
    flow.backlog += size(packet);
    countQueued(packet);
    return QUEUED;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Packet packet = flow.dequeue(this);
    if (packet != null) {
      countSent(packet);
    }
    return packet;
  }

  @Override
  protected void clear() {
    purge(flow.queue);
    flow.backlog = 0;
  }

  // ---- showing

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", limit, "p ");
    page.time("target", "target ", CodelTime.micros(target), " ");
    if (threshold >= 0) {
      page.time("ce_threshold", "ce_threshold ", CodelTime.micros(threshold), " ");
    }
    page.time("interval", "interval ", CodelTime.micros(interval), " ");
    if (ecn) {
      out.flag("ecn", "ecn ", true);
    }
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    out.number("count", "  count ", flow.count(), "");
    out.number("lastcount", " lastcount ", flow.lastCount(), "");
    page.time("ldelay", " ldelay ", flow.delay() / 1000, "");
    if (flow.isDropping()) {
      out.flag("dropping", " dropping", true);
    }
    showDropNext(page);
    out.newline();
    out.number("maxpacket", "  maxpacket ", largest, "");
    out.number("ecn_mark", " ecn_mark ", marked, "");
    out.number("drop_overlimit", " drop_overlimit ", overLimit, "");
    if (overThreshold > 0) {
      out.number("ce_mark", " ce_mark ", overThreshold, "");
    }
    out.newline();
  }

  /// How long it is until then, or how long ago it was.
  private void showDropNext(Page page) {
    long micros = flow.dropNext() == 0 ? 0 : (flow.dropNext() - now()) / 1000;
    if (micros >= 0) {
      page.time("drop_next", " drop_next ", micros, "");
    } else if (page.out().isJson()) {
      page.out().jsonNumber("drop_next", micros);
    } else {
      page.out().text(" drop_next -" + Psched.showTime(-micros));
    }
  }
}
