package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// Pie at work (net/sched/sch_pie.c). The controller's timer rests while there is nothing to
/// control.
final class PieQueue extends Qdisc {
  private static final long MICRO = 1000;

  private final PacketQueue queue = new PacketQueue();
  private final PieControl control;
  private final Timer updating;
  private Pie.Said setting;
  private boolean rests = true;
  private long taken;
  private long overLimit;
  private long dropped;
  private long longest;
  private long marked;

  PieQueue(QdiscKind kind, Place place, Pie.Said said) {
    super(kind, place);
    setting = said.over(Pie.Said.USUAL);
    control = new PieControl(setting, device().netns().random("pie/" + device().name()));
    updating = new Timer(place.device().netns().machine().number(), this::update);
  }

  private void update() {
    rests = control.update(statistics().backlog);
    if (!rests) {
      armUpdate();
    }
  }

  private void armUpdate() {
    world().loop().arm(updating, now() + setting.update() * MICRO);
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) {
    if (options instanceof Pie.Said said) {
      setting = said.over(setting);
      control.setting(setting);
      while (queue.size() > setting.limit()) {
        Packet packet = queue.poll();
        if (packet != null) {
          int bytes = size(packet);
          countUnqueued(packet);
          drop(packet, DropReason.QDISC_DROP);
          reduceAbove(1, bytes);
        }
      }
    }
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    if (statistics().length >= setting.limit()) {
      overLimit++;
      return refuse(packet);
    }
    long mtu = device().mtu() + (long) device().headerLength();
    if (control.drops(statistics().backlog, size(packet), mtu)) {
      if (!control.marks() || !Ecn.mark(packet)) {
        return refuse(packet);
      }
      marked++;
    }
    taken++;
    longest = Math.max(longest, statistics().length);
    queue.add(packet, now() / Psched.TICK);
    countQueued(packet);
    if (rests) {
      rests = false;
      armUpdate();
    }
    return QUEUED;
  }

  private int refuse(Packet packet) {
    dropped++;
    control.dropped();
    return drop(packet, DropReason.QDISC_DROP);
  }

  @Override
  protected @Nullable Packet dequeue() {
    if (queue.isEmpty()) {
      return null;
    }
    long since = queue.firstTime();
    Packet packet = queue.poll();
    if (packet != null) {
      countUnqueued(packet);
      countSent(packet);
      control.sent(now() / Psched.TICK, since, size(packet), statistics().backlog);
    }
    return packet;
  }

  @Override
  protected void clear() {
    purge(queue);
  }

  @Override
  protected void destroy() {
    world().loop().disarm(updating);
  }

  // ---- showing

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", setting.limit(), "p ");
    page.time("target", "target ", setting.target(), " ");
    page.time("tupdate", "tupdate ", setting.update(), " ");
    out.number("alpha", "alpha ", setting.alpha(), " ");
    out.number("beta", "beta ", setting.beta(), " ");
    flag(out, "ecn", setting.ecn());
    flag(out, "bytemode", setting.byBytes());
    flag(out, "dq_rate_estimator", setting.measuresRate());
  }

  private static void flag(Output out, String word, int value) {
    if (value == 1) {
      out.flag(word, word + " ", true);
    }
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    page.fraction("prob", "  prob ", control.share(), "");
    page.time("delay", " delay ", control.delayMicros(), "");
    if (setting.measuresRate() == 1) {
      out.number("avg_dq_rate", " avg_dq_rate ", control.rateBytes(), "");
    }
    out.newline();
    out.number("pkts_in", "  pkts_in ", taken, "");
    out.number("overlimit", " overlimit ", overLimit, "");
    out.number("dropped", " dropped ", dropped, "");
    out.number("maxq", " maxq ", longest, "");
    out.number("ecn_mark", " ecn_mark ", marked, "");
    out.newline();
  }
}
