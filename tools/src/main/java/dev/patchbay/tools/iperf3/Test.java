package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Json;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.stack.stream.StreamException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flows that run for some time or until so much has been sent: the same at both ends.
final class Test {
  private static final long SECOND = 1_000_000_000;
  private static final double LEAST_SHARE = 0.1;

  private final Process process;
  private final Parameters parameters;
  private final Report report;
  private final long interval;
  private final int block;
  private final List<Flow> flows;
  private final List<Task> tasks = new ArrayList<>();
  private final Pace pace;
  private long begin;
  private long reported;
  private long ended;
  private long blocks;
  private int sending;
  private boolean omitting;

  /// When something was received last.
  private long heard;

  /// How long a receiver waits for data, in nanoseconds.
  private final long patience;

  private boolean fileIsOver;
  private @Nullable FileException failure;

  /// Ends the tasks of the flows.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  Test(
      Process process,
      Options options,
      Parameters parameters,
      Report report,
      int block,
      List<Flow> flows) {
    this.process = process;
    this.parameters = parameters;
    this.report = report;
    this.interval = options.interval == 0 ? Clock.NEVER : (long) (options.interval * SECOND);
    this.patience = options.receiveTimeout;
    this.block = block;
    this.flows = flows;
    this.pace = new Pace(process);
  }

  private long now() {
    return process.loop().now();
  }

  // ---- running

  /// Lets the flows run until `deadline`, all is sent, or the other end says something, which is
  /// returned.
  int run(Control control, boolean hasEnd) throws StreamException, Failure, FileException {
    begin = now();
    reported = begin;
    heard = begin;
    omitting = parameters.omit > 0;
    flows.forEach(Flow::restart);
    report.begin(flows);
    flows.forEach(flow -> start(flow, control));
    int said = Control.NOTHING;
    while (said == Control.NOTHING && !isOver(hasEnd)) {
      long next = Math.min(nextReport(), Math.min(end(hasEnd), endOfOmission()));
      process.await(control.readable(), Math.min(next, endOfPatience()), Bound.BOUNDED);
      pass();
      said = control.stateNow();
      if (said == Control.NOTHING && now() >= endOfPatience()) {
        stop();
        throw new Failure("idle timeout for receiving data");
      }
    }
    stop();
    if (failure != null) {
      throw failure;
    }
    return said;
  }

  /// When who only receives has waited too long.
  private long endOfPatience() {
    boolean receives = flows.stream().noneMatch(Flow::sends);
    return receives ? heard + patience : Clock.NEVER;
  }

  private long nextReport() {
    return interval == Clock.NEVER ? Clock.NEVER : reported + interval;
  }

  private long endOfOmission() {
    return omitting ? begin + parameters.omit * SECOND : Clock.NEVER;
  }

  private long end(boolean hasEnd) {
    boolean isTimed = hasEnd && parameters.seconds > 0 && !omitting;
    return isTimed ? begin + parameters.seconds * SECOND : Clock.NEVER;
  }

  private boolean isOver(boolean hasEnd) {
    return hasEnd && (now() >= end(true) || (sending == 0 && (isLimited() || fileIsOver)));
  }

  private boolean isLimited() {
    return parameters.bytes > 0 || parameters.blocks > 0;
  }

  /// Reports what is due, and begins anew when what is to be left out is over.
  private void pass() throws FileException {
    if (now() >= nextReport()) {
      reportInterval();
    }
    if (now() >= endOfOmission()) {
      omitting = false;
      begin = now();
      reported = begin;
      blocks = 0;
      flows.forEach(Flow::restart);
    }
  }

  private void reportInterval() throws FileException {
    List<Report.Slice> slices = new ArrayList<>();
    for (Flow flow : flows) {
      slices.add(new Report.Slice(flow, since(reported), since(now()), flow.interval(), omitting));
    }
    reported = now();
    report.interval(slices);
  }

  private double since(long time) {
    return (time - begin) / (double) SECOND;
  }

  /// Ends the flows; what has not been reported is, if there is something to tell.
  void stop() throws FileException {
    tasks.forEach(task -> task.cancel(new Stopped()));
    if (ended != 0) {
      return;
    }
    ended = now();
    boolean isLong = ended - reported >= LEAST_SHARE * Math.min(interval, SECOND);
    boolean hasBytes = flows.stream().anyMatch(flow -> flow.total.bytes > flow.last.bytes);
    if (isLong || hasBytes) {
      reportInterval();
    }
    flows.forEach(Flow::refresh);
  }

  // ---- the flows

  private void start(Flow flow, Control control) {
    boolean foreground = process.loop().current().isForeground();
    sending += flow.sends() ? 1 : 0;
    tasks.add(
        process
            .loop()
            .spawn(
                foreground,
                () -> {
                  carry(flow);
                  control.readable().signal();
                }));
  }

  private void carry(Flow flow) {
    try {
      if (flow.sends()) {
        send(flow);
        sending--;
      } else {
        byte[] into = new byte[Math.max(block, 1 << 16)];
        int read = flow.receive(into);
        while (read >= 0) {
          heard = now();
          flow.keep(into, read);
          process.checkpoint();
          read = flow.receive(into);
        }
      }
    } catch (FileException e) {
      failure = e;
    } catch (StreamException | Stopped e) {
      // The flow is over; what it has carried is known.
      return;
    }
  }

  private void send(Flow flow) throws StreamException, FileException {
    byte[] data = new byte[block];
    long start = now();
    long sent = 0;
    int burst = Math.max(1, parameters.burst);
    while (!isEnough()) {
      if (parameters.rate > 0) {
        long due = start + (long) (sent * 8 * (double) SECOND / parameters.rate);
        process.sleep(Math.max(0, due - now()));
      }
      for (int i = 0; i < burst && !isEnough(); i++) {
        byte[] next = flow.next(data);
        pace.make(next.length);
        if (next.length > 0) {
          flow.send(next, now());
        }
        sent += next.length;
        blocks++;
        fileIsOver = next.length < block;
      }
    }
  }

  /// Whether all flows together have sent what was asked for.
  private boolean isEnough() {
    if (fileIsOver) {
      return true;
    }
    if (parameters.blocks > 0) {
      return blocks >= parameters.blocks;
    }
    return parameters.bytes > 0 && blocks * block >= parameters.bytes;
  }

  // ---- results

  private double duration() {
    return (ended - begin) / (double) SECOND;
  }

  /// What controls this end's congestion, empty where nothing does.
  String congestion() {
    return flows.getFirst() instanceof TcpFlow tcp ? tcp.congestion() : "";
  }

  /// What the other end is told.
  Map<String, Object> results(boolean client) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cpu_util_total", 0L);
    json.put("cpu_util_user", 0L);
    json.put("cpu_util_system", 0L);
    boolean sends = flows.stream().anyMatch(Flow::sends);
    json.put("sender_has_retransmits", sends && !parameters.udp ? 1L : client ? 0L : -1L);
    if (!parameters.udp) {
      json.put("congestion_used", congestion());
    }
    json.put("streams", flows.stream().map(this::result).toList());
    return json;
  }

  private Object result(Flow flow) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", (long) flow.id());
    json.put("bytes", flow.total.bytes);
    json.put("retransmits", flow.sends() && !parameters.udp ? flow.total.retransmits : -1L);
    json.put("jitter", flow.jitter() / 1000);
    json.put("errors", flow.total.lost);
    json.put("packets", flow.total.packets);
    json.put("start_time", 0L);
    json.put("end_time", duration());
    return json;
  }

  /// Both ends' counts together.
  List<Report.Result> together(Map<String, Object> others) {
    Map<Integer, Map<String, Object>> byId = new LinkedHashMap<>();
    if (others.get("streams") instanceof List<?> streams) {
      for (Object stream : streams) {
        Map<String, Object> one = Json.object(stream);
        if (one != null) {
          byId.put((int) Parameters.number(one, "id"), one);
        }
      }
    }
    return flows.stream()
        .map(flow -> together(flow, byId.getOrDefault(flow.id(), Map.of())))
        .toList();
  }

  private Report.Result together(Flow flow, Map<String, Object> other) {
    Flow.Counts its = new Flow.Counts();
    if (other.isEmpty()) {
      its.retransmits = -1;
      return flow.sends()
          ? new Report.Result(flow, flow.total, duration(), its, duration(), 0)
          : new Report.Result(flow, its, duration(), flow.total, duration(), flow.jitter());
    }
    its.bytes = Parameters.number(other, "bytes");
    its.retransmits = Parameters.number(other, "retransmits");
    its.lost = Parameters.number(other, "errors");
    its.packets = Parameters.number(other, "packets");
    double time = Parameters.real(other, "end_time");
    return flow.sends()
        ? new Report.Result(
            flow, flow.total, duration(), its, time, Parameters.real(other, "jitter") * 1000)
        : new Report.Result(flow, its, time, flow.total, duration(), flow.jitter());
  }
}
