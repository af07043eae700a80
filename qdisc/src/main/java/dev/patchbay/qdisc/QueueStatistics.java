package dev.patchbay.qdisc;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// What a discipline, a class or an action has counted (`gnet_stats_basic`, `gnet_stats_queue`).
/// Bytes are those of frames, from the link header on.
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

  /// Has its rate estimated from now on (`gen_replace_estimator`), or with null no more.
  public void estimate(@Nullable Estimator how, Netns netns) {
    if (rate != null) {
      rate.stop();
    }
    rate = how == null ? null : new RateEstimate(this, netns, how, rate);
  }

  /// Whether its rate is estimated.
  public boolean isEstimated() {
    return rate != null;
  }

  /// Bytes a second, 0 where they are not estimated.
  public long rate() {
    return rate == null ? 0 : rate.bytes();
  }

  /// Shows them as `tc -s` does, behind `before` on each line (`print_tcstats2_attr`).
  public void show(Output out, String before, boolean iec) {
    out.text(before);
    out.number("bytes", "Sent ", bytes, " bytes");
    out.number("packets", " ", packets, " pkt");
    out.number("drops", " (dropped ", drops, "");
    out.number("overlimits", ", overlimits ", overlimits, "");
    out.number("requeues", " requeues ", requeues, ") ");
    if (rate == null) {
      out.newline();
    } else {
      out.text("\n" + before + "rate " + Psched.showRate(rate.bytes(), iec));
      out.jsonNumber("rate", rate.bytes());
      out.number("pps", " ", rate.packets(), "pps");
    }
    out.text(before + "backlog " + Units.showSize(backlog));
    out.jsonNumber("backlog", backlog);
    out.number("qlen", " ", length, "p");
    out.text(" requeues " + requeues);
  }
}
