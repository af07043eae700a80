package dev.patchbay.tools.iperf3;

import dev.patchbay.stack.tcp.TcpStatistics;
import dev.patchbay.tools.iperf3.CJson.Members;
import java.util.ArrayList;
import java.util.List;

/// A part of a test's time in JSON: each flow, and the flows of each direction together.
final class JsonIntervals {
  private static final int BITS = 8;

  private JsonIntervals() {}

  static Members of(List<Report.Slice> slices, boolean udp) {
    List<Object> streams = new ArrayList<>();
    slices.forEach(slice -> streams.add(stream(slice, udp)));
    Members interval = Members.of("streams", streams);
    boolean first = slices.getFirst().flow().sends();
    interval.put("sum", sum(slices, first, udp));
    if (slices.stream().anyMatch(slice -> slice.flow().sends() != first)) {
      interval.put("sum_bidir_reverse", sum(slices, !first, udp));
    }
    return interval;
  }

  private static Members stream(Report.Slice slice, boolean udp) {
    Members stream = Members.of("socket", (long) slice.flow().number());
    add(stream, slice.start(), slice.end(), slice.counts().bytes);
    if (slice.flow() instanceof TcpFlow tcp && tcp.sends()) {
      TcpStatistics info = tcp.info();
      stream.put("retransmits", slice.counts().retransmits);
      stream.put("snd_cwnd", tcp.window());
      stream.put("snd_wnd", (long) info.sendWindow());
      stream.put("rtt", (long) info.roundTrip());
      stream.put("rttvar", (long) info.variation());
      stream.put("pmtu", (long) info.pathMtu());
    } else if (udp) {
      datagrams(stream, slice.flow().sends(), slice.flow().jitter(), slice.counts());
    }
    return stream.put("omitted", slice.omitted()).put("sender", slice.flow().sends());
  }

  private static void datagrams(Members of, boolean sends, double jitter, Flow.Counts counts) {
    if (sends) {
      of.put("packets", counts.packets);
    } else {
      losses(of, jitter, counts.lost, counts.packets);
    }
  }

  /// What became of datagrams.
  static void losses(Members of, double jitter, long lost, long packets) {
    of.put("jitter_ms", jitter);
    of.put("lost_packets", lost);
    of.put("packets", packets);
    of.put("lost_percent", packets == 0 ? 0.0 : 100.0 * lost / packets);
  }

  private static Members sum(List<Report.Slice> all, boolean sends, boolean udp) {
    List<Report.Slice> slices =
        all.stream().filter(slice -> slice.flow().sends() == sends).toList();
    Flow.Counts counts = new Flow.Counts();
    slices.forEach(slice -> counts.add(slice.counts()));
    Report.Slice first = slices.getFirst();
    Members sum = new Members();
    add(sum, first.start(), first.end(), counts.bytes);
    if (udp) {
      double jitter =
          slices.stream().mapToDouble(slice -> slice.flow().jitter()).average().orElse(0);
      datagrams(sum, sends, jitter, counts);
    } else if (sends) {
      sum.put("retransmits", counts.retransmits);
    }
    return sum.put("omitted", first.omitted()).put("sender", sends);
  }

  /// Adds how much went in some time.
  static void add(Members to, double start, double end, long bytes) {
    double seconds = end - start;
    to.put("start", start).put("end", end).put("seconds", seconds).put("bytes", bytes);
    to.put("bits_per_second", seconds > 0 ? bytes * BITS / seconds : 0.0);
  }
}
