package dev.patchbay.trace.print;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Protocols of lines of text: HTTP and its like.
final class TextPrinter {
  private static final int LONGEST_WORD = 128;

  static final TextPrinter HTTP =
      new TextPrinter(
          "http",
          true,
          List.of(
              "GET",
              "PUT",
              "COPY",
              "HEAD",
              "LOCK",
              "MOVE",
              "POLL",
              "POST",
              "BCOPY",
              "BMOVE",
              "MKCOL",
              "TRACE",
              "LABEL",
              "MERGE",
              "DELETE",
              "SEARCH",
              "UNLOCK",
              "REPORT",
              "UPDATE",
              "NOTIFY",
              "BDELETE",
              "CONNECT",
              "OPTIONS",
              "CHECKIN",
              "PROPFIND",
              "CHECKOUT",
              "CCM_POST",
              "SUBSCRIBE",
              "PROPPATCH",
              "BPROPFIND",
              "BPROPPATCH",
              "UNCHECKOUT",
              "MKACTIVITY",
              "MKWORKSPACE",
              "UNSUBSCRIBE",
              "RPC_CONNECT",
              "VERSION-CONTROL",
              "BASELINE-CONTROL"));

  static final TextPrinter RTSP =
      new TextPrinter(
          "rtsp",
          true,
          List.of(
              "ANNOUNCE",
              "DESCRIBE",
              "GET_PARAMETER",
              "OPTIONS",
              "PAUSE",
              "PLAY",
              "RECORD",
              "REDIRECT",
              "SET_PARAMETER",
              "SETUP",
              "TEARDOWN"));

  static final TextPrinter SIP =
      new TextPrinter(
          "sip",
          true,
          List.of(
              "ACK",
              "BYE",
              "CANCEL",
              "DO",
              "INFO",
              "INVITE",
              "MESSAGE",
              "NOTIFY",
              "OPTIONS",
              "PRACK",
              "PUBLISH",
              "QAUTH",
              "REFER",
              "REGISTER",
              "SPRACK",
              "SUBSCRIBE",
              "UPDATE"));

  static final TextPrinter FTP = new TextPrinter("ftp", false, null);
  static final TextPrinter SMTP = new TextPrinter("smtp", false, null);
  static final TextPrinter WHOIS = new TextPrinter("whois", false, null);

  private final String protocol;
  private final boolean codeSecond;
  private final @Nullable List<String> commands;

  /// @param codeSecond whether a response has its code behind a word
  /// @param commands the words that begin a request, or null when every line is shown
  private TextPrinter(String protocol, boolean codeSecond, @Nullable List<String> commands) {
    this.protocol = protocol;
    this.codeSecond = codeSecond;
    this.commands = commands;
  }

  void print(Dissection d, int at, int length) {
    d.protocol(protocol);
    d.put(protocol.toUpperCase(Locale.ROOT));
    if (!begins(d, at, length)) {
      return;
    }
    if (!d.verbose()) {
      line(d, ": ", at, at + length);
      return;
    }
    d.put(", length: ").put(length);
    int next = at;
    while (next >= 0 && next < at + length) {
      next = line(d, "\n\t", next, at + length);
    }
  }

  /// Whether this is the beginning of a request or a response.
  private boolean begins(Dissection d, int at, int length) {
    if (commands == null) {
      return true;
    }
    String first = word(d, at, at + length);
    if (first.isEmpty()) {
      return false;
    }
    if (commands.contains(first.toUpperCase(Locale.ROOT))) {
      return true;
    }
    String code =
        codeSecond ? word(d, behind(d, at + first.length(), at + length), at + length) : first;
    return code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int behind(Dissection d, int from, int end) {
    int at = from;
    while (at < end && d.has(at, 1) && (d.u1(at) == ' ' || d.u1(at) == '\t')) {
      at++;
    }
    return at;
  }

  /// The word there, or nothing when it is none or is not whole.
  private static String word(Dissection d, int from, int end) {
    StringBuilder word = new StringBuilder();
    for (int at = from; at < end; at++) {
      if (!d.has(at, 1)) {
        return "";
      }
      int c = d.u1(at);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        break;
      }
      if (c < ' ' || c > '~' || word.length() >= LONGEST_WORD) {
        return "";
      }
      word.append((char) c);
    }
    return word.toString();
  }

  /// Prints a line; returns where the next begins, or -1 when no text follows.
  private static int line(Dissection d, String prefix, int from, int end) {
    int at = from;
    while (at < end) {
      int c = d.u1(at);
      if (c == '\n' || (c == '\r' && at + 1 < end && d.u1(at + 1) == '\n')) {
        d.put(prefix);
        d.plain(from, at - from);
        return at + (c == '\n' ? 1 : 2);
      }
      if (c == '\r' || ((c < ' ' || c > '~') && c != '\t')) {
        return -1;
      }
      at++;
    }
    d.put(prefix);
    d.plain(from, at - from);
    d.cut();
    return -1;
  }
}
