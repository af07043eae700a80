package dev.patchbay.trace.print;

import java.util.LinkedHashMap;
import java.util.Map;

/// Who prints what a TCP connection carries, by its ports: the first in the list decides.
final class TcpPorts {
  /// Prints what a segment carries.
  interface Payload {
    void print(Dissection d, int at, int length);
  }

  private static final Map<Integer, Payload> PAYLOADS = new LinkedHashMap<>();

  static {
    PAYLOADS.put(25, text(TextPrinter.SMTP));
    PAYLOADS.put(43, text(TextPrinter.WHOIS));
    PAYLOADS.put(179, BgpPrinter::print);
    PAYLOADS.put(21, text(TextPrinter.FTP));
    PAYLOADS.put(80, text(TextPrinter.HTTP));
    PAYLOADS.put(8080, text(TextPrinter.HTTP));
    PAYLOADS.put(554, text(TextPrinter.RTSP));
    PAYLOADS.put(8554, text(TextPrinter.RTSP));
    PAYLOADS.put(53, DnsPrinter::overTcp);
  }

  private TcpPorts() {}

  private static Payload text(TextPrinter printer) {
    return (d, at, length) -> {
      d.put(": ");
      printer.print(d, at, length);
    };
  }

  static void print(Dissection d, int from, int to, int at, int length) {
    if (!d.options.type().isEmpty()) {
      if (d.options.type().equals("domain")) {
        DnsPrinter.overTcp(d, at, length);
      }
      return;
    }
    for (Map.Entry<Integer, Payload> entry : PAYLOADS.entrySet()) {
      if (entry.getKey() == from || entry.getKey() == to) {
        entry.getValue().print(d, at, length);
        return;
      }
    }
  }
}
