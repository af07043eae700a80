package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.tools.http.HttpDate;
import java.util.List;
import java.util.Map;

/// The usual text.
final class TextOutput implements Output {
  private static final String LINE =
      "-----------------------------------------------------------\n";

  private final Process process;
  private final Options options;
  private final Voice voice;
  private TextReport report;
  private Parameters parameters;
  private int block;

  TextOutput(Process process, Options options, Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
    this.parameters = options.parameters;
    this.report = new TextReport(voice, options, parameters);
  }

  /// What the machine is called, as `uname` tells it.
  static String system(Process process) {
    return "Linux %s %s #1 patchbay x86_64"
        .formatted(process.machine().hostname(), Machine.KERNEL_RELEASE);
  }

  @Override
  public void title() throws FileException {
    if (options.verbose) {
      voice.print("iperf 3.12\n" + system(process) + "\n");
    }
  }

  @Override
  public void reached(int segment, int datagram) throws FileException {
    if (options.verbose) {
      voice.print("Control connection MSS " + segment + "\n");
      if (datagram > 0) {
        voice.print("Setting UDP block size to " + datagram + "\n");
      }
    }
  }

  @Override
  public void listening(int number) throws FileException {
    voice.print(LINE + "Server listening on " + options.port + " (test #" + number + ")\n" + LINE);
  }

  @Override
  public void met(Meeting meeting) throws FileException {
    parameters = meeting.parameters();
    block = meeting.block();
    report = new TextReport(voice, options, parameters);
    if (options.verbose) {
      voice.print("Time: " + HttpDate.text(process.loop().now()) + "\n");
    }
    if (options.server) {
      voice.print("Accepted connection from " + meeting.host() + ", port " + meeting.port() + "\n");
    } else {
      voice.print("Connecting to host " + meeting.host() + ", port " + meeting.port() + "\n");
      if (parameters.reverse) {
        voice.print("Reverse mode, remote host " + meeting.host() + " is sending\n");
      }
    }
    if (options.verbose) {
      details(meeting);
    }
  }

  private void details(Meeting meeting) throws FileException {
    voice.print("      Cookie: " + meeting.cookie() + "\n");
    if (!parameters.udp) {
      boolean given = parameters.mss > 0;
      String segment = given ? parameters.mss + "" : meeting.segment() + " (default)";
      voice.print("      TCP MSS: " + segment + "\n");
    }
    if (parameters.rate > 0) {
      voice.print("      Target Bitrate: " + (long) parameters.rate + "\n");
    }
  }

  @Override
  public void connected(List<Flow> flows) throws FileException {
    for (Flow flow : flows) {
      voice.print(flow.introduction() + "\n");
    }
    if (options.verbose) {
      voice.print(
          "Starting Test: protocol: %s, %d streams, %d byte blocks, omitting %d seconds, %s, tos %d\n"
              .formatted(
                  parameters.udp ? "UDP" : "TCP",
                  parameters.streams,
                  block,
                  parameters.omit,
                  extent(),
                  parameters.tos));
    }
  }

  @Override
  public void begin(List<Flow> flows) throws FileException {
    report.begin(flows);
  }

  private String extent() {
    if (parameters.bytes > 0) {
      return parameters.bytes + " bytes to send";
    }
    return parameters.blocks > 0
        ? parameters.blocks + " blocks to send"
        : parameters.seconds + " second test";
  }

  @Override
  public void interval(List<Slice> slices) throws FileException {
    report.interval(slices);
  }

  @Override
  public void end(List<Result> results, String sender, String receiver) throws FileException {
    report.end(results, sender, receiver);
  }

  @Override
  public Map.Entry<String, Object> heard() {
    return Map.entry("server_output_text", voice.said());
  }

  @Override
  public void finished(Map<String, Object> theirs) throws FileException {
    if (options.server) {
      return;
    }
    if (theirs.get("server_output_text") instanceof String text) {
      voice.print("\nServer output:\n" + text + "\n");
    } else if (theirs.get("server_output_json") instanceof Map<?, ?> json) {
      voice.print("\nServer JSON output:\n" + CJson.text(json) + "\n");
    }
    voice.print("\niperf Done.\n");
  }

  @Override
  public void failed(String message) throws FileException {
    voice.complain(message);
  }
}
