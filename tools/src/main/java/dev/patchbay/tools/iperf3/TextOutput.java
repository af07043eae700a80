package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.tools.http.HttpDate;
import java.util.Map;

/// The usual text.
final class TextOutput implements Output {
  private final Process process;
  private final Options options;
  private final TextReport.Voice voice;
  private final TextReport report;

  TextOutput(Process process, Options options, TextReport.Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
    this.report = new TextReport(voice, options.parameters, options.format, true, options.verbose);
  }

  @Override
  public void connecting(String host, int port, Parameters parameters, int block, String cookie)
      throws FileException {
    if (options.verbose) {
      voice.print("iperf 3.12\n");
      voice.print("Time: " + HttpDate.text(process.loop().now()) + "\n");
    }
    voice.print("Connecting to host " + host + ", port " + port + "\n");
    if (parameters.reverse) {
      voice.print("Reverse mode, remote host " + host + " is sending\n");
    }
    if (options.verbose) {
      voice.print("      Cookie: " + cookie + "\n");
    }
  }

  @Override
  public Report report() {
    return report;
  }

  @Override
  public void finished(Map<String, Object> theirs) throws FileException {
    if (theirs.get("server_output_text") instanceof String text) {
      voice.print("\nServer output:\n" + text + "\n");
    }
    voice.print("\niperf Done.\n");
  }

  @Override
  public void failed(String message) {
    process.complain("iperf3: error - " + message);
  }
}
