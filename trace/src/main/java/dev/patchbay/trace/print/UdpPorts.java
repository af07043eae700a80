package dev.patchbay.trace.print;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who prints what a UDP datagram carries, by its ports: the first in the list decides.
final class UdpPorts {
  private static final int SHIM = 49_152;

  private static final Map<Integer, IpProtocols.Payload> PAYLOADS = new LinkedHashMap<>();

  /// Those who are known only by where a datagram goes to.
  private static final Map<Integer, IpProtocols.Payload> SERVERS = new HashMap<>();

  /// What `-T` may take every datagram for.
  private static final Map<String, IpProtocols.Payload> TYPES =
      Map.ofEntries(
          Map.entry("domain", plain(DnsPrinter::print)),
          Map.entry("snmp", plain(SnmpPrinter::print)),
          Map.entry("tftp", plain(TftpPrinter::print)),
          Map.entry("vxlan", plain(VxlanPrinter::print)));

  static {
    PAYLOADS.put(53, plain(DnsPrinter::print));
    PAYLOADS.put(5353, plain(DnsPrinter::multicast));
    PAYLOADS.put(69, plain(TftpPrinter::print));
    PAYLOADS.put(68, plain(BootpPrinter::print));
    PAYLOADS.put(67, plain(BootpPrinter::print));
    PAYLOADS.put(520, plain(RipPrinter::print));
    PAYLOADS.put(161, plain(SnmpPrinter::print));
    PAYLOADS.put(162, plain(SnmpPrinter::print));
    PAYLOADS.put(123, plain(NtpPrinter::print));
    PAYLOADS.put(521, plain(RipngPrinter::print));
    PAYLOADS.put(547, plain(Dhcpv6Printer::print));
    PAYLOADS.put(546, plain(Dhcpv6Printer::print));
    PAYLOADS.put(5060, plain(TextPrinter.SIP::print));
    PAYLOADS.put(514, plain(SyslogPrinter::print));
    PAYLOADS.put(4789, plain(VxlanPrinter::print));
    PAYLOADS.put(6081, plain(GenevePrinter::print));
    PAYLOADS.put(4790, plain(VxlanGpePrinter::print));
    PAYLOADS.put(6343, plain(SflowPrinter::print));
    PAYLOADS.put(6635, plain(MplsPrinter::print));
    SERVERS.put(1985, plain(HsrpPrinter::print));
    for (int port : new int[] {3784, 4784, 6784, BfdPrinter.ECHO}) {
      SERVERS.put(port, (d, at, length, ip) -> BfdPrinter.print(d, port, at, length));
    }
  }

  private UdpPorts() {}

  private static IpProtocols.Payload plain(TcpPorts.Payload payload) {
    return (d, at, length, ip) -> payload.print(d, at, length);
  }

  /// False when nobody knows either port.
  static boolean print(Dissection d, int from, int to, int at, int length, IpLayer ip) {
    for (Map.Entry<Integer, IpProtocols.Payload> entry : PAYLOADS.entrySet()) {
      if (entry.getKey() == from || entry.getKey() == to) {
        entry.getValue().print(d, at, length, ip);
        return true;
      }
    }
    if (from == SHIM) {
      BroadcomPrinter.print(d, at, length);
      return true;
    }
    IpProtocols.@Nullable Payload server = SERVERS.get(to);
    if (server != null) {
      server.print(d, at, length, ip);
    }
    return server != null;
  }

  /// Prints a datagram as what it is taken for; nothing when that is not known here.
  static void print(Dissection d, String type, int at, int length, IpLayer ip) {
    IpProtocols.@Nullable Payload payload = TYPES.get(type);
    if (payload != null) {
      payload.print(d, at, length, ip);
    }
  }
}
