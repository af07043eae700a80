package dev.patchbay.tools.ss;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.tools.sockets.InetRow;
import java.util.List;

/// `ss -s`: how many sockets there are.
final class Summary {
  private Summary() {}

  static String of(Netns netns) {
    List<InetRow> rows = InetRow.all(netns);
    long raw4 = count(rows, InetRow.Transport.RAW, Family.IPV4);
    long raw6 = count(rows, InetRow.Transport.RAW, Family.IPV6);
    long udp4 = count(rows, InetRow.Transport.UDP, Family.IPV4);
    long udp6 = count(rows, InetRow.Transport.UDP, Family.IPV6);
    return "Total: "
        + Sockets.of(netns).all().size()
        + "\nTCP:   0 (estab 0, closed 0, orphaned 0, timewait 0)\n\n"
        + "Transport Total     IP        IPv6\n"
        + line("RAW", raw4, raw6)
        + line("UDP", udp4, udp6)
        + line("TCP", 0, 0)
        + line("INET", raw4 + udp4, raw6 + udp6)
        + line("FRAG", 0, 0)
        + "\n";
  }

  private static long count(List<InetRow> rows, InetRow.Transport transport, Family family) {
    return rows.stream().filter(r -> r.transport() == transport && r.family() == family).count();
  }

  private static String line(String name, long ipv4, long ipv6) {
    return "%s\t  %-9d %-9d %-9d\n".formatted(name, ipv4 + ipv6, ipv4, ipv6);
  }
}
