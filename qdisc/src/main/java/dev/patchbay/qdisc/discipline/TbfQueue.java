package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.Watchdog;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.RateConfig;
import org.jspecify.annotations.Nullable;

/// The token bucket at work (net/sched/sch_tbf.c). Tokens are nanoseconds of sending.
final class TbfQueue extends Qdisc {
  private static final long U32 = 0xffff_ffffL;

  private final SingleClass inner = new SingleClass(this, 1).shownEmpty();
  private final Watchdog watchdog = new Watchdog(this);
  private TbfOptions setting;
  private long buffer;
  private long peakBuffer;
  private long largest;
  private long tokens;
  private long peakTokens;
  private long checked;

  TbfQueue(QdiscKind kind, Place place, TbfOptions options) throws NetlinkException {
    super(kind, place);
    setting = options;
    change(options);
    checked = now();
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (!(options instanceof TbfOptions said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    boolean peaks = said.peak().bytes() != 0;
    if (peaks && said.peak().bytes() <= said.rate().bytes()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    setting = said;
    largest = peaks ? Math.min(said.burst(), said.peakBurst()) : said.burst();
    buffer = said.rate().nanos(said.burst());
    peakBuffer = peaks ? said.peak().nanos(said.peakBurst()) : 0;
    tokens = buffer;
    peakTokens = peakBuffer;
    limit(said.limit());
  }

  private void limit(long bytes) throws NetlinkException {
    Qdisc below = inner.leaf();
    if (below == null) {
      Qdisc fifo = traffic().usualChild("bfifo", inner.id(), new Fifo.Limit(bytes));
      traffic().hang(fifo, this, inner.id());
      inner.graft(inner, fifo);
    } else if (below instanceof Fifo) {
      below.change(new Fifo.Limit(bytes));
    }
  }

  @Override
  public int enqueue(Packet packet) {
    Qdisc below = inner.leaf();
    int bytes = size(packet);
    if (bytes > largest || below == null) {
      return drop(packet, DropReason.QDISC_DROP);
    }
    int verdict = below.enqueue(packet);
    if (verdict != QUEUED) {
      return countRefused(verdict);
    }
    statistics().length++;
    statistics().backlog += bytes;
    return QUEUED;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Qdisc below = inner.leaf();
    Packet first = below == null ? null : below.peek();
    if (first == null || below == null) {
      return null;
    }
    long now = now();
    long earned = Math.min(now - checked, buffer);
    long left = Math.min(earned + tokens, buffer) - setting.rate().nanos(size(first));
    long peakLeft = 0;
    if (setting.peak().bytes() != 0) {
      peakLeft = Math.min(earned + peakTokens, peakBuffer) - setting.peak().nanos(size(first));
    }
    if (left < 0 || peakLeft < 0) {
      watchdog.schedule(now + Math.max(-left, -peakLeft));
      statistics().overlimits++;
      return null;
    }
    checked = now;
    tokens = left;
    peakTokens = peakLeft;
    Packet packet = below.poll();
    countUnqueued(first);
    countSent(first);
    return packet;
  }

  @Override
  protected void clear() {
    Qdisc below = inner.leaf();
    if (below != null) {
      below.reset();
    }
    checked = now();
    tokens = buffer;
    peakTokens = peakBuffer;
    watchdog.cancel();
  }

  @Override
  protected void destroy() {
    inner.end();
  }

  @Override
  public Classful classes() {
    return inner;
  }

  // ---- showing

  private static long ticks(long nanos) {
    return (nanos / Psched.TICK) & U32;
  }

  @Override
  public void show(Page page) {
    Output out = page.out();
    RateConfig rate = setting.rate();
    page.rate("rate", "rate ", rate.bytes(), " ");
    showBurst(page, "burst", rate, ticks(buffer), "burst");
    if (setting.peak().bytes() != 0) {
      page.rate("peakrate", "peakrate ", setting.peak().bytes(), " ");
      String name = page.details() ? "mtu" : "minburst";
      showBurst(page, name, setting.peak(), ticks(peakBuffer), name);
    }
    long latency = latency(rate, buffer);
    if (setting.peak().bytes() != 0) {
      latency = Math.max(latency, latency(setting.peak(), peakBuffer));
    }
    if (latency >= 0) {
      page.time("lat", "lat ", latency, " ");
    }
    if (page.raw() || latency < 0) {
      out.jsonNumber("limit", setting.limit());
      out.text("limit " + Units.showSize(setting.limit()) + " ");
    }
    if (rate.overhead() != 0) {
      out.number("overhead", "overhead ", rate.overhead(), " ");
    }
    if (rate.atm() || page.details()) {
      out.string("linklayer", "linklayer ", rate.linkLayer(), " ");
    }
  }

  private void showBurst(Page page, String key, RateConfig rate, long ticks, String name) {
    Output out = page.out();
    long bytes = Psched.transmitBytes(rate.bytes(), ticks);
    if (page.details()) {
      out.string(key, name + " ", Units.showSize(bytes) + "/1", "");
      out.jsonNumber("mpu", rate.mpu());
      out.text(" mpu " + Units.showSize(rate.mpu()) + " ");
    } else {
      out.jsonNumber(key, bytes);
      out.text(name + " " + Units.showSize(bytes) + " ");
    }
    if (page.raw()) {
      out.text(String.format("[%08x] ", ticks));
    }
  }

  private long latency(RateConfig rate, long nanos) {
    double micros = 1e6 * (setting.limit() / (double) rate.bytes());
    return (long) Math.floor(micros - Psched.tickMicros(ticks(nanos)));
  }
}
