package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// What a discipline or a class has counted (`gnet_stats_basic`, `gnet_stats_queue`). Bytes are
/// those of frames, from the link header on.
public final class QueueStatistics {
  public long bytes;
  public long packets;
  public long drops;
  public long overlimits;
  public long requeues;

  /// Bytes that wait.
  public long backlog;

  /// Packets that wait.
  public int length;

  private @Nullable RateEstimate rate;

  /// Counts a packet that has been let go (`qdisc_bstats_update`).
  public void count(int size) {
    bytes += size;
    packets++;
  }

  /// Begins at nothing again.
  public void clear() {
    bytes = 0;
    packets = 0;
    drops = 0;
    overlimits = 0;
    requeues = 0;
    backlog = 0;
    length = 0;
  }

  /// Counts what another one has counted, too.
  public void add(QueueStatistics other) {
    bytes += other.bytes;
    packets += other.packets;
    drops += other.drops;
    overlimits += other.overlimits;
    requeues += other.requeues;
    backlog += other.backlog;
    length += other.length;
  }

  /// Has the rate of what `of` counts estimated from now on (`gen_replace_estimator`), or with null
  /// no more.
  void estimate(@Nullable Estimator how, Qdisc of) {
    if (rate != null) {
      rate.stop();
    }
    NetDevice device = of.device();
    EventLoop loop = device.netns().world().loop();
    int machine = device.netns().machine().number();
    rate = how == null ? null : new RateEstimate(this, loop, machine, how, rate);
  }

  /// Shows them as `tc -s` does, behind `before` on each line (`print_tcstats2_attr`).
  public void show(Output out, String before, boolean iec) {
    out.text(before);
    out.number("bytes", "Sent ", bytes, " bytes");
    out.number("packets", " ", packets, " pkt");
    out.number("drops", " (dropped ", drops, "");
    out.number("overlimits", ", overlimits ", overlimits, "");
    out.number("requeues", " requeues ", requeues, ") ");
    out.newline();
    out.text(before);
    if (rate != null) {
      out.text("rate " + Psched.showRate(rate.bytes(), iec));
      out.jsonNumber("rate", rate.bytes());
      out.number("pps", " ", rate.packets(), "pps ");
    }
    out.text("backlog " + Units.showSize(backlog));
    out.jsonNumber("backlog", backlog);
    out.number("qlen", " ", length, "p");
    out.text(" requeues " + requeues);
  }
}
