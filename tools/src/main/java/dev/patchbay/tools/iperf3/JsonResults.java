package dev.patchbay.tools.iperf3;

import dev.patchbay.tools.iperf3.CJson.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a whole test came to, in JSON: each flow, and the flows of each direction together.
final class JsonResults {
  private final List<Report.Result> results;
  private final boolean udp;

  JsonResults(List<Report.Result> results, boolean udp) {
    this.results = results;
    this.udp = udp;
  }

  Members all() {
    List<Object> streams = new ArrayList<>();
    results.forEach(result -> streams.add(udp ? datagrams(result) : stream(result)));
    Members all = Members.of("streams", streams);
    boolean first = results.getFirst().flow().sends();
    sums(all, first, "");
    if (results.stream().anyMatch(result -> result.flow().sends() != first)) {
      sums(all, !first, "_bidir_reverse");
    }
    Members load = new Members();
    for (String whose : List.of("host", "remote")) {
      for (String what : List.of("total", "user", "system")) {
        load.put(whose + "_" + what, 0L);
      }
    }
    return all.put("cpu_utilization_percent", load);
  }

  // ---- one flow

  private static Members stream(Report.Result result) {
    boolean sends = result.flow().sends();
    Members sender = Members.of("socket", (long) result.flow().number());
    JsonIntervals.add(sender, 0, result.sentTime(), result.sent().bytes);
    if (result.sent().retransmits >= 0 && result.flow() instanceof TcpFlow tcp) {
      sender.put("retransmits", result.sent().retransmits);
      TcpFlow.Extremes seen = tcp.extremes();
      sender.put("max_snd_cwnd", seen.congestionWindow);
      sender.put("max_snd_wnd", seen.sendWindow);
      sender.put("max_rtt", seen.longest);
      sender.put("min_rtt", seen.shortest);
      sender.put("mean_rtt", seen.mean());
    }
    sender.put("sender", sends);
    Members receiver = Members.of("socket", (long) result.flow().number());
    JsonIntervals.add(receiver, 0, result.receivedTime(), result.received().bytes);
    receiver.put("sender", sends);
    return Members.of("sender", sender, "receiver", receiver);
  }

  private static Members datagrams(Report.Result result) {
    Members told = Members.of("socket", (long) result.flow().number());
    JsonIntervals.add(told, 0, result.sentTime(), result.sent().bytes);
    Flow.Counts received = result.received();
    JsonIntervals.losses(told, result.jitter(), received.lost, packets(result));
    told.put("out_of_order", received.outOfOrder).put("sender", result.flow().sends());
    return Members.of("udp", told);
  }

  /// As many as were sent; as were received, where that is not known.
  private static long packets(Report.Result result) {
    long sent = result.sent().packets;
    return sent > 0 ? sent : result.received().packets;
  }

  // ---- all of a direction

  private void sums(Members to, boolean sends, String end) {
    List<Report.Result> some = results.stream().filter(r -> r.flow().sends() == sends).toList();
    Report.Result first = some.getFirst();
    Flow.Counts sent = total(some, Report.Result::sent);
    Flow.Counts received = total(some, Report.Result::received);
    Members sumSent = new Members();
    JsonIntervals.add(sumSent, 0, first.sentTime(), sent.bytes);
    Members sumReceived = new Members();
    JsonIntervals.add(sumReceived, 0, first.receivedTime(), received.bytes);
    if (udp) {
      double jitter = some.stream().mapToDouble(Report.Result::jitter).average().orElse(0);
      long packets = some.stream().mapToLong(JsonResults::packets).sum();
      Members sum = new Members();
      JsonIntervals.add(sum, 0, first.receivedTime(), sent.bytes);
      JsonIntervals.losses(sum, jitter, received.lost, packets);
      to.put("sum" + end, sum.put("sender", sends));
      JsonIntervals.losses(sumSent, 0, 0, sent.packets);
      JsonIntervals.losses(sumReceived, jitter, received.lost, received.packets);
    } else if (sends || sent.retransmits >= 0) {
      sumSent.put("retransmits", Math.max(0, sent.retransmits));
    }
    to.put("sum_sent" + end, sumSent.put("sender", udp || sends));
    to.put("sum_received" + end, sumReceived.put("sender", !udp && sends));
  }

  private static Flow.Counts total(
      List<Report.Result> some, Function<Report.Result, Flow.Counts> which) {
    Flow.Counts total = new Flow.Counts();
    some.forEach(result -> total.add(which.apply(result)));
    return total;
  }
}
