package dev.patchbay.tools.ping;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.EventLoop;
import java.util.Locale;

/// The lines that `ping` prints while it runs.
final class Report {
  private static final int DATA_WIDTH = 32;

  private final Options options;
  private final Voice voice;
  private final EventLoop loop;
  private final Echo echo;
  private final RouteOptions routes;

  Report(Session session, Echo echo) {
    this.options = session.options();
    this.voice = session.voice();
    this.loop = session.process().loop();
    this.echo = echo;
    this.routes = new RouteOptions(echo.names());
  }

  private String clock() {
    long micros = loop.now() / 1000;
    return options.clock
        ? String.format(Locale.ROOT, "[%d.%06d] ", micros / 1_000_000, micros % 1_000_000)
        : "";
  }

  // ---- requests

  void sent() throws FileException {
    if (options.flood && !options.quiet) {
      voice.print(".");
    }
  }

  void unanswered(long sequence) throws FileException {
    voice.print(clock() + "no answer yet for icmp_seq=" + sequence + "\n").flush();
  }

  /// The kernel refused to send a request, for no reason that it told otherwise.
  void notSent(String why) throws FileException {
    if (options.quiet) {
      return;
    }
    if (options.flood) {
      voice.print("E");
    } else {
      voice.warn("sendmsg: " + why);
    }
  }

  // ---- errors

  void error(Heard.LocalError error) throws FileException {
    if (options.flood) {
      voice.print("E");
    } else {
      voice.warn(error.text());
    }
  }

  void error(Heard.Error error) throws FileException {
    if (options.quiet) {
      return;
    }
    if (options.flood) {
      voice.print("\bE");
      return;
    }
    String line = "From " + error.from() + " icmp_seq=" + error.sequence() + " " + error.text();
    voice.print(clock() + line + "\n").flush();
  }

  void notice(Heard.Notice notice) throws FileException {
    if (!options.quiet && !options.flood) {
      String subject = "From " + notice.from() + ": icmp_seq=" + notice.sequence() + " ";
      voice.print(clock() + subject + notice.text() + "\n");
    }
  }

  // ---- replies

  /// @param micros how long it took; -1 when that is not known
  void reply(Heard.Reply reply, long micros, boolean isDuplicate) throws FileException {
    if (options.quiet) {
      voice.flush();
    } else if (options.flood) {
      voice.print(reply.isCorrupted() ? "\bC" : "\b \b");
    } else {
      voice.print(clock() + line(reply, micros, isDuplicate)).flush();
    }
  }

  private String line(Heard.Reply reply, long micros, boolean isDuplicate) {
    StringBuilder line = new StringBuilder();
    line.append(reply.length()).append(" bytes from ").append(reply.from()).append(':');
    line.append(" icmp_seq=").append(reply.sequence());
    if (options.verbose && echo.identifier() >= 0) {
      line.append(" ident=").append(echo.identifier());
    }
    line.append(" ttl=").append(reply.hops());
    if (reply.data().length < options.size) {
      return line.append(" (truncated)\n").toString();
    }
    if (micros >= 0) {
      line.append(" time=").append(Tally.rounded(micros)).append(" ms");
    }
    if (isDuplicate && (!echo.isForMany() || options.verbose)) {
      line.append(" (DUP!)");
    }
    if (reply.isCorrupted()) {
      line.append(" (BAD CHECKSUM!)");
    }
    if (reply.isFromElsewhere()) {
      line.append(" (DIFFERENT ADDRESS!)");
    }
    appendWrongData(line, reply.data(), echo.data());
    if (options.audible) {
      line.append('\u0007');
    }
    return line.append(routes.show(reply.options())).append('\n').toString();
  }

  /// Behind the time, the data must be what was sent.
  private static void appendWrongData(StringBuilder line, byte[] data, byte[] expected) {
    for (int i = Stamp.BYTES; i < expected.length; i++) {
      if (data[i] != expected[i]) {
        line.append("\nwrong data byte #").append(i);
        line.append(" should be 0x").append(Integer.toHexString(expected[i] & 0xff));
        line.append(" but was 0x").append(Integer.toHexString(data[i] & 0xff));
        appendData(line, data, expected.length);
        return;
      }
    }
  }

  private static void appendData(StringBuilder line, byte[] data, int length) {
    for (int i = Stamp.BYTES; i < length; i++) {
      if (i % DATA_WIDTH == Stamp.BYTES) {
        line.append("\n#").append(i).append('\t');
      }
      line.append(Integer.toHexString(data[i] & 0xff)).append(' ');
    }
  }
}
