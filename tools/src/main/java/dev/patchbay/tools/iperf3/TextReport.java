package dev.patchbay.tools.iperf3;

import dev.patchbay.core.file.FileException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The usual report: a line a flow and interval, and one for all flows of a direction.
final class TextReport implements Report {
  private static final String BREAK = "- - - - - - - - - - - - - - - - - - - - - - - - -\n";
  private static final String LOSSES = "Jitter    Lost/Total Datagrams";
  private static final String IDLE = "0.0% (0.0%u/0.0%s)";

  private final Voice voice;
  private final Options options;
  private final Parameters parameters;
  private final boolean client;
  private boolean isFirst = true;

  TextReport(Voice voice, Options options, Parameters parameters) {
    this.voice = voice;
    this.options = options;
    this.parameters = parameters;
    this.client = !options.server;
  }

  @Override
  public void begin(List<Flow> flows) throws FileException {
    boolean sends = flows.stream().anyMatch(Flow::sends);
    if (parameters.udp) {
      heading(sends && !parameters.bidirectional ? "Total Datagrams" : LOSSES);
    } else {
      heading(client || sends ? "Retr  Cwnd" : "");
    }
  }

  private void heading(String last) throws FileException {
    String role = parameters.bidirectional ? "[Role]" : "";
    String end = last.isEmpty() ? "" : "         " + last;
    voice.print("[ ID]" + role + " Interval           Transfer     Bitrate" + end + "\n");
  }

  private String role(Flow flow) {
    if (!parameters.bidirectional) {
      return "";
    }
    return (flow.sends() ? "[TX-" : "[RX-") + (client ? "C]" : "S]");
  }

  private String head(String name, Flow flow, double start, double end, long bytes) {
    double seconds = end - start;
    double rate = seconds > 0 ? bytes / seconds : 0;
    return String.format(
        Locale.ROOT,
        "[%3s]%s %6.2f-%-6.2f sec  %s  %s",
        name,
        role(flow),
        start,
        end,
        Units.bytes((double) bytes),
        Units.rate(rate, options.format));
  }

  // ---- intervals

  @Override
  public void interval(List<Slice> slices) throws FileException {
    if (parameters.streams > 1 && !isFirst) {
      voice.print(BREAK);
    }
    isFirst = false;
    boolean first = slices.getFirst().flow().sends();
    direction(slices.stream().filter(slice -> slice.flow().sends() == first).toList());
    direction(slices.stream().filter(slice -> slice.flow().sends() != first).toList());
  }

  private void direction(List<Slice> slices) throws FileException {
    for (Slice slice : slices) {
      line(slice);
    }
    if (slices.size() < 2) {
      return;
    }
    Slice first = slices.getFirst();
    Flow.Counts counts = new Flow.Counts();
    slices.forEach(slice -> counts.add(slice.counts()));
    double jitter = slices.stream().mapToDouble(slice -> slice.flow().jitter()).average().orElse(0);
    String tail =
        parameters.udp
            ? datagrams(first.flow(), jitter, counts)
            : first.flow().sends()
                ? "  %3d             ".formatted(counts.retransmits)
                : " ".repeat(18);
    end(head("SUM", first.flow(), first.start(), first.end(), counts.bytes) + tail, first);
  }

  private void end(String line, Slice slice) throws FileException {
    voice.print(line + (slice.omitted() ? "(omitted)" : "") + "\n");
  }

  private void line(Slice slice) throws FileException {
    Flow.Counts counts = slice.counts();
    Flow flow = slice.flow();
    String tail;
    if (parameters.udp) {
      tail = datagrams(flow, flow.jitter(), counts);
    } else if (flow.sends()) {
      String window = Units.bytes((double) flow.window());
      tail = "  %3d   %s       ".formatted(counts.retransmits, window);
    } else {
      tail = " ".repeat(18);
    }
    String name = Integer.toString(flow.number());
    end(head(name, flow, slice.start(), slice.end(), counts.bytes) + tail, slice);
  }

  private String datagrams(Flow flow, double jitter, Flow.Counts counts) {
    if (!flow.sends()) {
      return losses(jitter, counts.lost, counts.packets);
    }
    String space = parameters.bidirectional ? " ".repeat(12) : "  ";
    return space + counts.packets + "  ";
  }

  private static String losses(double jitter, long lost, long packets) {
    double percent = packets == 0 ? 0 : 100.0 * lost / packets;
    String share = String.format(Locale.ROOT, "%.2g", percent);
    String shown = percent == 0 ? "0" : percent >= 10 ? "%.0f".formatted(percent) : plain(share);
    return String.format(Locale.ROOT, "  %5.3f ms  %d/%d (%s%%)  ", jitter, lost, packets, shown);
  }

  private static String plain(String number) {
    return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
  }

  // ---- the end

  @Override
  public void end(List<Result> results, String sender, String receiver) throws FileException {
    voice.print(BREAK);
    if (options.verbose) {
      voice.print("Test Complete. Summary Results:\n");
    }
    boolean sends = results.stream().anyMatch(result -> result.flow().sends());
    if (parameters.udp) {
      heading(LOSSES);
    } else {
      heading(client || sends ? "Retr" : "");
    }
    boolean first = results.getFirst().flow().sends();
    results(results.stream().filter(r -> r.flow().sends() == first).toList(), sender, receiver);
    results(results.stream().filter(r -> r.flow().sends() != first).toList(), sender, receiver);
  }

  /// The results of one direction.
  private void results(List<Result> results, String sender, String receiver) throws FileException {
    for (Result result : results) {
      String name = Integer.toString(result.flow().number());
      sent(name, List.of(result));
      if (options.fileName != null) {
        file(result);
      }
      received(name, List.of(result));
    }
    if (results.size() > 1) {
      sent("SUM", results);
      received("SUM", results);
    }
    if (options.verbose && !results.isEmpty()) {
      boolean sends = results.getFirst().flow().sends();
      if (sends) {
        load();
      }
      congestion("snd", client || sends ? sender : "");
      congestion("rcv", client || !sends ? receiver : "");
    }
  }

  private void load() throws FileException {
    load("sender", "receiver");
    if (parameters.bidirectional) {
      load("receiver", "sender");
    }
  }

  private void load(String own, String others) throws FileException {
    voice.print(
        "CPU Utilization: local/" + own + " " + IDLE + ", remote/" + others + " " + IDLE + "\n");
  }

  private void congestion(String whose, String name) throws FileException {
    if (!name.isEmpty()) {
      voice.print(whose + "_tcp_congestion " + name + "\n");
    }
  }

  private void file(Result result) throws FileException {
    Flow flow = result.flow();
    long done = flow.total.bytes;
    long all = flow.fileSize();
    long percent = all == 0 ? 0 : 100 * done / all;
    voice.print(
        "        Sent %s / %s (%d%%) of %s\n"
            .formatted(kilobytes(done), kilobytes(all), percent, options.fileName));
  }

  private static String kilobytes(long bytes) {
    return Units.bytes((double) bytes).replaceFirst("Bytes$", "Byte");
  }

  private void unknown(String name, String whose) throws FileException {
    if (options.verbose) {
      voice.print("[%3s] (%s statistics not available)\n".formatted(name, whose));
    }
  }

  private static <T> long sum(List<T> all, ToLongFunction<T> what) {
    return all.stream().mapToLong(what).sum();
  }

  private void sent(String name, List<Result> results) throws FileException {
    Result first = results.getFirst();
    if (!client && !first.flow().sends()) {
      unknown(name, "sender");
      return;
    }
    String head = head(name, first.flow(), 0, first.sentTime(), sum(results, r -> r.sent().bytes));
    if (parameters.udp) {
      voice.print(head + losses(0, 0, sum(results, r -> r.sent().packets)) + "sender\n");
    } else {
      long retransmits = sum(results, r -> Math.max(0, r.sent().retransmits));
      voice.print(head + "  %3d             sender\n".formatted(retransmits));
    }
  }

  private void received(String name, List<Result> results) throws FileException {
    Result first = results.getFirst();
    if (!client && first.flow().sends()) {
      unknown(name, "receiver");
      return;
    }
    long bytes = sum(results, r -> r.received().bytes);
    String head = head(name, first.flow(), 0, first.receivedTime(), bytes);
    if (parameters.udp) {
      long lost = sum(results, r -> r.received().lost);
      long packets = sum(results, r -> r.received().packets);
      double jitter = results.stream().mapToDouble(Result::jitter).average().orElse(0);
      voice.print(head + losses(jitter, lost, packets) + "receiver\n");
    } else {
      voice.print(head + " ".repeat(18) + "receiver\n");
    }
  }
}
