package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.stack.tcp.TcpStatistics;
import dev.patchbay.tools.http.HttpDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The report as one object of JSON (`-J`).
final class JsonOutput implements Output, Report {
  private static final long SECOND = 1_000_000_000;
  private static final int BITS = 8;

  private final Process process;
  private final Options options;
  private final TextReport.Voice voice;
  private final Map<String, Object> all = new LinkedHashMap<>();
  private final Map<String, Object> start = new LinkedHashMap<>();
  private final List<Object> intervals = new ArrayList<>();
  private final Map<String, Object> end = new LinkedHashMap<>();
  private int block;

  JsonOutput(Process process, Options options, TextReport.Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
    all.put("start", start);
    all.put("intervals", intervals);
    all.put("end", end);
    start.put("connected", List.of());
    start.put("version", "iperf 3.12");
    start.put("system_info", "Linux " + process.machine().name());
  }

  @Override
  public void connecting(String host, int port, Parameters parameters, int length, String cookie) {
    block = length;
    long now = process.loop().now();
    start.put("timestamp", map("time", HttpDate.text(now), "timesecs", now / SECOND));
    start.put("connecting_to", map("host", host, "port", (long) port));
    start.put("cookie", cookie);
  }

  @Override
  public Report report() {
    return this;
  }

  @Override
  public void finished(Map<String, Object> theirs) throws FileException {
    if (theirs.get("server_output_text") instanceof String text) {
      all.put("server_output_text", text);
    }
    voice.print(CJson.text(all) + "\n");
  }

  @Override
  public void failed(String message) throws FileException {
    all.put("error", message);
    voice.print(CJson.text(all) + "\n");
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  // ---- the report

  @Override
  public void begin(List<Flow> flows) {
    Parameters parameters = options.parameters;
    List<Object> connected = new ArrayList<>();
    for (Flow flow : flows) {
      connected.add(
          map(
              "socket", (long) flow.number(),
              "local_host", Objects.requireNonNull(flow.local()).text(),
              "local_port", (long) flow.localPort(),
              "remote_host", Objects.requireNonNull(flow.remote()).text(),
              "remote_port", (long) flow.remotePort()));
      if (flow instanceof TcpFlow tcp) {
        start.put("tcp_mss_default", (long) tcp.info().sendMss());
      }
    }
    start.put("connected", connected);
    start.put("target_bitrate", (long) parameters.rate);
    start.put("sock_bufsize", (long) parameters.window);
    start.put(
        "test_start",
        map(
            "protocol", parameters.udp ? "UDP" : "TCP",
            "num_streams", (long) parameters.streams,
            "blksize", (long) block,
            "omit", (long) parameters.omit,
            "duration", (long) parameters.seconds,
            "bytes", parameters.bytes,
            "blocks", parameters.blocks,
            "reverse", parameters.reverse ? 1L : 0L,
            "tos", (long) parameters.tos,
            "target_bitrate", (long) parameters.rate));
  }

  private static Map<String, Object> amount(double from, double to, long bytes) {
    double seconds = to - from;
    return map(
        "start", from,
        "end", to,
        "seconds", seconds,
        "bytes", bytes,
        "bits_per_second", seconds > 0 ? bytes * BITS / seconds : 0.0);
  }

  @Override
  public void interval(List<Slice> slices) {
    List<Object> streams = new ArrayList<>();
    long bytes = 0;
    long retransmits = 0;
    for (Slice slice : slices) {
      bytes += slice.counts().bytes;
      retransmits += slice.counts().retransmits;
      streams.add(stream(slice));
    }
    Slice first = slices.getFirst();
    Map<String, Object> sum = amount(first.start(), first.end(), bytes);
    if (first.flow().sends() && !options.parameters.udp) {
      sum.put("retransmits", retransmits);
    }
    sum.put("omitted", first.omitted());
    sum.put("sender", first.flow().sends());
    intervals.add(map("streams", streams, "sum", sum));
  }

  private Map<String, Object> stream(Slice slice) {
    Map<String, Object> stream = map("socket", (long) slice.flow().number());
    stream.putAll(amount(slice.start(), slice.end(), slice.counts().bytes));
    if (slice.flow() instanceof TcpFlow tcp && tcp.sends()) {
      TcpStatistics info = tcp.info();
      stream.put("retransmits", slice.counts().retransmits);
      stream.put("snd_cwnd", tcp.window());
      stream.put("snd_wnd", (long) info.sendWindow());
      stream.put("rtt", (long) info.roundTrip());
      stream.put("rttvar", (long) info.variation());
      stream.put("pmtu", (long) info.pathMtu());
    } else if (options.parameters.udp) {
      if (!slice.flow().sends()) {
        stream.put("jitter_ms", slice.flow().jitter());
        stream.put("lost_packets", slice.counts().lost);
      }
      stream.put("packets", slice.counts().packets);
    }
    stream.put("omitted", slice.omitted());
    stream.put("sender", slice.flow().sends());
    return stream;
  }

  @Override
  public void end(List<Result> results) {
    List<Object> streams = new ArrayList<>();
    long sent = 0;
    long received = 0;
    long retransmits = 0;
    long packets = 0;
    long lost = 0;
    for (Result result : results) {
      streams.add(options.parameters.udp ? datagrams(result) : stream(result));
      sent += result.sent().bytes;
      received += result.received().bytes;
      retransmits += Math.max(0, result.sent().retransmits);
      packets += result.received().packets;
      lost += result.received().lost;
    }
    Result first = results.getFirst();
    Map<String, Object> sumSent = amount(0, first.sentTime(), sent);
    Map<String, Object> sumReceived = amount(0, first.receivedTime(), received);
    if (options.parameters.udp) {
      losses(sumReceived, first.jitter(), lost, packets);
    } else {
      sumSent.put("retransmits", retransmits);
    }
    sumSent.put("sender", true);
    sumReceived.put("sender", first.flow().sends());
    end.put("streams", streams);
    end.put("sum_sent", sumSent);
    end.put("sum_received", sumReceived);
    end.put("cpu_utilization_percent", map("host_total", 0L, "remote_total", 0L));
    if (!options.parameters.udp) {
      end.put("sender_tcp_congestion", "cubic");
      end.put("receiver_tcp_congestion", "cubic");
    }
  }

  private static void losses(Map<String, Object> of, double jitter, long lost, long packets) {
    of.put("jitter_ms", jitter);
    of.put("lost_packets", lost);
    of.put("packets", packets);
    of.put("lost_percent", packets == 0 ? 0.0 : 100.0 * lost / packets);
  }

  private static Map<String, Object> stream(Result result) {
    boolean sends = result.flow().sends();
    Map<String, Object> sender = map("socket", (long) result.flow().number());
    sender.putAll(amount(0, result.sentTime(), result.sent().bytes));
    sender.put("retransmits", Math.max(0, result.sent().retransmits));
    if (result.flow() instanceof TcpFlow tcp && sends) {
      sender.put("max_snd_cwnd", tcp.largestWindow);
      sender.put("mean_rtt", (long) tcp.info().roundTrip());
    }
    sender.put("sender", sends);
    Map<String, Object> receiver = map("socket", (long) result.flow().number());
    receiver.putAll(amount(0, result.receivedTime(), result.received().bytes));
    receiver.put("sender", sends);
    return map("sender", sender, "receiver", receiver);
  }

  private static Map<String, Object> datagrams(Result result) {
    Map<String, Object> udp = map("socket", (long) result.flow().number());
    udp.putAll(amount(0, result.sentTime(), result.sent().bytes));
    losses(udp, result.jitter(), result.received().lost, result.received().packets);
    udp.put("out_of_order", result.received().outOfOrder);
    udp.put("sender", result.flow().sends());
    return map("udp", udp);
  }
}
