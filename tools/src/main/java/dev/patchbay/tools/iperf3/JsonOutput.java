package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.iperf3.CJson.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The report as one object of JSON (`-J`).
final class JsonOutput implements Output {
  private static final long SECOND = 1_000_000_000;

  private final Process process;
  private final Options options;
  private final Voice voice;
  private final List<Object> connected = new ArrayList<>();
  private final Members start = new Members();
  private final List<Object> intervals = new ArrayList<>();
  private Members end = new Members();
  private Parameters parameters;
  private int block;

  JsonOutput(Process process, Options options, Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
    this.parameters = options.parameters;
  }

  @Override
  public void title() {
    start.put("connected", connected);
    start.put("version", "iperf 3.12");
    start.put("system_info", TextOutput.system(process));
  }

  @Override
  public void reached(int segment, int datagram) {
    // Told with the rest.
  }

  @Override
  public void listening(int number) {
    // Nobody reads this while it goes on.
  }

  @Override
  public void met(Meeting meeting) {
    parameters = meeting.parameters();
    block = meeting.block();
    long now = process.loop().now();
    Members time = Members.of("time", HttpDate.text(now), "timesecs", now / SECOND);
    Members who = Members.of("host", meeting.host(), "port", (long) meeting.port());
    if (options.server) {
      start.put("target_bitrate", (long) parameters.rate);
    }
    if (meeting.listening() != null && !parameters.udp) {
      sizes(meeting.listening());
    }
    start.put("timestamp", time);
    start.put(options.server ? "accepted_connection" : "connecting_to", who);
    start.put("cookie", meeting.cookie());
    if (!parameters.udp) {
      boolean given = parameters.mss > 0;
      long segment = given ? parameters.mss : meeting.segment();
      start.put(given ? "tcp_mss" : "tcp_mss_default", segment);
    }
    start.put("target_bitrate", (long) parameters.rate);
  }

  private void sizes(Flow.Buffers buffers) {
    start.put("sock_bufsize", (long) parameters.window);
    start.put("sndbuf_actual", (long) buffers.send());
    start.put("rcvbuf_actual", (long) buffers.receive());
  }

  @Override
  public void begin(List<Flow> flows) {
    // Told when the connections were there.
  }

  @Override
  public void connected(List<Flow> flows) {
    for (Flow flow : flows) {
      connected.add(
          Members.of(
              "socket", (long) flow.number(),
              "local_host", Objects.requireNonNull(flow.local()).text(),
              "local_port", (long) flow.localPort(),
              "remote_host", Objects.requireNonNull(flow.remote()).text(),
              "remote_port", (long) flow.remotePort()));
      if (parameters.udp || !options.server) {
        sizes(flow.buffers());
      }
    }
    start.put(
        "test_start",
        Members.of(
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

  @Override
  public void interval(List<Slice> slices) {
    intervals.add(JsonIntervals.of(slices, parameters.udp));
  }

  @Override
  public void end(List<Result> results, String sender, String receiver) {
    end = new JsonResults(results, parameters.udp).all();
    if (!sender.isEmpty()) {
      end.put("sender_tcp_congestion", sender);
    }
    // A server of both directions tells of the one it sends in.
    if (!receiver.isEmpty() && !(options.server && !sender.isEmpty())) {
      end.put("receiver_tcp_congestion", receiver);
    }
  }

  private Members all() {
    return Members.of("start", start, "intervals", intervals, "end", end);
  }

  @Override
  public Map.Entry<String, Object> heard() {
    return Map.entry("server_output_json", all().map());
  }

  @Override
  public void finished(Map<String, Object> theirs) throws FileException {
    Members all = titled(all());
    if (theirs.get("server_output_json") instanceof Map<?, ?> json) {
      all.put("server_output_json", json);
    } else if (theirs.get("server_output_text") instanceof String text) {
      all.put("server_output_text", text);
    }
    voice.raw(CJson.text(all) + "\n");
  }

  @Override
  public void failed(String message) throws FileException {
    String told = options.server ? message : message.replaceFirst("^error - ", "");
    voice.raw(CJson.text(titled(all().put("error", told))) + "\n");
  }

  private Members titled(Members all) {
    if (options.title != null) {
      all.put("title", options.title);
    }
    if (options.extraData != null) {
      all.put("extra_data", options.extraData);
    }
    return all;
  }
}
