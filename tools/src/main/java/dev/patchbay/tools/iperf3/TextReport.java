package dev.patchbay.tools.iperf3;

import dev.patchbay.core.file.FileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The usual report: a line a flow and interval.
final class TextReport implements Report {
  private static final String BREAK = "- - - - - - - - - - - - - - - - - - - - - - - - -\n";

  /// Where the lines go.
  interface Voice {
    void print(String text) throws FileException;
  }

  private final Voice voice;
  private final Parameters parameters;
  private final char format;
  private final boolean client;
  private final boolean verbose;
  private boolean isFirst = true;

  TextReport(Voice voice, Parameters parameters, char format, boolean client, boolean verbose) {
    this.voice = voice;
    this.parameters = parameters;
    this.format = format;
    this.client = client;
    this.verbose = verbose;
  }

  @Override
  public void begin(List<Flow> flows) throws FileException {
    for (Flow flow : flows) {
      voice.print(flow.introduction() + "\n");
    }
    boolean sends = flows.stream().anyMatch(Flow::sends);
    if (parameters.udp) {
      heading(sends ? "Total Datagrams" : "Jitter    Lost/Total Datagrams");
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

  private String head(String name, String role, double start, double end, long bytes) {
    double seconds = end - start;
    double rate = seconds > 0 ? bytes / seconds : 0;
    return String.format(
        Locale.ROOT,
        "[%3s]%s %6.2f-%-6.2f sec  %s  %s",
        name,
        role,
        start,
        end,
        Units.bytes((double) bytes),
        Units.rate(rate, format));
  }

  // ---- intervals

  @Override
  public void interval(List<Slice> slices) throws FileException {
    boolean summed = slices.size() > 1 && !parameters.bidirectional;
    if (summed && !isFirst) {
      voice.print(BREAK);
    }
    isFirst = false;
    for (Slice slice : slices) {
      String name = Integer.toString(slice.flow().number());
      line(head(name, role(slice.flow()), slice.start(), slice.end(), slice.counts().bytes), slice);
    }
    if (summed) {
      Slice first = slices.getFirst();
      long bytes = sum(slices, slice -> slice.counts().bytes);
      String head = head("SUM", "", first.start(), first.end(), bytes);
      String omitted = first.omitted() ? "(omitted)" : "";
      voice.print(head + sumTail(slices, first) + omitted + "\n");
    }
  }

  private String sumTail(List<Slice> slices, Slice first) {
    boolean sends = first.flow().sends();
    if (parameters.udp) {
      long packets = sum(slices, slice -> slice.counts().packets);
      return sends ? "  " + packets + "  " : losses(first.flow().jitter(), lost(slices), packets);
    }
    return sends
        ? "  %3d             ".formatted(sum(slices, slice -> slice.counts().retransmits))
        : " ".repeat(18);
  }

  private static long lost(List<Slice> slices) {
    return sum(slices, slice -> slice.counts().lost);
  }

  private static <T> long sum(List<T> all, ToLongFunction<T> what) {
    return all.stream().mapToLong(what).sum();
  }

  private void line(String head, Slice slice) throws FileException {
    Flow.Counts counts = slice.counts();
    String tail;
    if (parameters.udp) {
      tail =
          slice.flow().sends()
              ? "  " + counts.packets + "  "
              : losses(slice.flow().jitter(), counts.lost, counts.packets);
    } else if (slice.flow().sends()) {
      String window = Units.bytes((double) slice.flow().window());
      tail = "  %3d   %s       ".formatted(counts.retransmits, window);
    } else {
      tail = " ".repeat(18);
    }
    voice.print(head + tail + (slice.omitted() ? "(omitted)" : "") + "\n");
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
  public void end(List<Result> results) throws FileException {
    voice.print(BREAK);
    if (verbose) {
      voice.print("Test Complete. Summary Results:\n");
    }
    boolean sends = results.stream().anyMatch(result -> result.flow().sends());
    if (parameters.udp) {
      heading("Jitter    Lost/Total Datagrams");
    } else {
      heading(client || sends ? "Retr" : "");
    }
    for (Result result : results) {
      String name = Integer.toString(result.flow().number());
      sent(name, role(result.flow()), List.of(result));
      received(name, role(result.flow()), List.of(result));
    }
    if (results.size() > 1 && !parameters.bidirectional) {
      sent("SUM", "", results);
      received("SUM", "", results);
    }
  }

  private void sent(String name, String role, List<Result> results) throws FileException {
    Result first = results.getFirst();
    if (!client && !first.flow().sends()) {
      return;
    }
    String head = head(name, role, 0, first.sentTime(), sum(results, r -> r.sent().bytes));
    if (parameters.udp) {
      voice.print(head + losses(0, 0, sum(results, r -> r.sent().packets)) + "sender\n");
    } else {
      long retransmits = sum(results, r -> Math.max(0, r.sent().retransmits));
      voice.print(head + "  %3d             sender\n".formatted(retransmits));
    }
  }

  private void received(String name, String role, List<Result> results) throws FileException {
    Result first = results.getFirst();
    if (!client && first.flow().sends()) {
      return;
    }
    String head = head(name, role, 0, first.receivedTime(), sum(results, r -> r.received().bytes));
    if (parameters.udp) {
      long lost = sum(results, r -> r.received().lost);
      long packets = sum(results, r -> r.received().packets);
      double jitter = results.stream().mapToDouble(Result::jitter).average().orElse(0);
      voice.print(head + losses(jitter, lost, packets) + "receiver\n");
    } else {
      voice.print(head + " ".repeat(18) + "receiver\n");
    }
  }

  /// The lines of several reports together, for the other end.
  static final class Memory implements Voice {
    private final List<String> lines = new ArrayList<>();
    private final Voice voice;

    Memory(Voice voice) {
      this.voice = voice;
    }

    @Override
    public void print(String text) throws FileException {
      lines.add(text);
      voice.print(text);
    }

    String text() {
      return String.join("", lines);
    }
  }
}
