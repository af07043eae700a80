package dev.patchbay.trace.print;

import dev.patchbay.trace.print.TcpPorts.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who prints what a UDP datagram carries, by its ports: the first in the list decides.
final class UdpPorts {
  private static final Map<Integer, Payload> PAYLOADS = new LinkedHashMap<>();

  /// What `-T` may take every datagram for.
  private static final Map<String, Payload> TYPES =
      Map.ofEntries(
          Map.entry("domain", DnsPrinter::print), Map.entry("vxlan", VxlanPrinter::print));

  static {
    PAYLOADS.put(53, DnsPrinter::print);
    PAYLOADS.put(5353, DnsPrinter::multicast);
    PAYLOADS.put(68, BootpPrinter::print);
    PAYLOADS.put(67, BootpPrinter::print);
    PAYLOADS.put(520, RipPrinter::print);
    PAYLOADS.put(123, NtpPrinter::print);
    PAYLOADS.put(5060, TextPrinter.SIP::print);
    PAYLOADS.put(4789, VxlanPrinter::print);
    PAYLOADS.put(6081, GenevePrinter::print);
    PAYLOADS.put(6635, MplsPrinter::print);
  }

  private UdpPorts() {}

  /// False when nobody knows either port.
  static boolean print(Dissection d, int from, int to, int at, int length) {
    for (Map.Entry<Integer, Payload> entry : PAYLOADS.entrySet()) {
      if (entry.getKey() == from || entry.getKey() == to) {
        entry.getValue().print(d, at, length);
        return true;
      }
    }
    return false;
  }

  /// Prints a datagram as what it is taken for; nothing when that is not known here.
  static void print(Dissection d, String type, int at, int length) {
    @Nullable Payload payload = TYPES.get(type);
    if (payload != null) {
      payload.print(d, at, length);
    }
  }
}
