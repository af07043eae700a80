package dev.patchbay.qdisc;

import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;

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

  /// Counts a packet that has been let go (`qdisc_bstats_update`).
  public void count(int size) {
    bytes += size;
    packets++;
  }

  /// Shows them as `tc -s` does, behind `before` on each line (`print_tcstats2_attr`).
  public void show(Output out, String before) {
    out.text(before);
    out.number("bytes", "Sent ", bytes, " bytes");
    out.number("packets", " ", packets, " pkt");
    out.number("drops", " (dropped ", drops, "");
    out.number("overlimits", ", overlimits ", overlimits, "");
    out.number("requeues", " requeues ", requeues, ") ");
    out.newline();
    out.text(before);
    out.text("backlog " + Units.showSize(backlog));
    out.jsonNumber("backlog", backlog);
    out.number("qlen", " ", length, "p");
    out.text(" requeues " + requeues);
  }
}
