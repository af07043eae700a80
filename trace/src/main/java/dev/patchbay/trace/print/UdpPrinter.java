package dev.patchbay.trace.print;

import dev.patchbay.packet.IpProtocol;

/// UDP (RFC 768): the ports, with `-vv` the checksum, and what the datagram carries.
final class UdpPrinter {
  private static final int HEADER = 8;
  private static final int LONGEST = 65535;

  private UdpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("udp");
    if (!d.has(at + 2, 2)) {
      if (ip.firstProtocol(d) == IpProtocol.UDP) {
        d.put(ip.source(d)).put(" > ").put(ip.destination(d)).put(": ");
      }
      d.cut();
      return;
    }
    int from = d.u2(at);
    int to = d.u2(at + 2);
    ip.printEnds(d, IpProtocol.UDP, d.port(from, "udp"), d.port(to, "udp"));
    if (length < HEADER) {
      d.put("truncated-udp ").put(length);
      return;
    }
    if (!d.has(at + 4, 2)) {
      d.cut();
      return;
    }
    int announced = d.u2(at + 4);
    announced = announced == 0 && length > LONGEST ? length : announced;
    if (announced < HEADER) {
      d.put("truncated-udplength ").put(announced);
    } else if (at + HEADER > d.end()) {
      d.cut();
    } else {
      datagram(d, at, announced - HEADER, length - HEADER, ip);
    }
  }

  private static void datagram(Dissection d, int at, int announced, int received, IpLayer ip) {
    int length = Math.min(announced, received);
    if (!d.options.type().isEmpty()) {
      UdpPorts.print(d, d.options.type(), at + HEADER, length, ip);
      return;
    }
    if (d.verbose() && !d.options.unchecked() && !ip.isFragment()) {
      checksum(d, at, length, ip);
    }
    int from = d.u2(at);
    int to = d.u2(at + 2);
    if (d.options.quiet() == 0 && UdpPorts.print(d, from, to, at + HEADER, length, ip)) {
      return;
    }
    if (announced > length && !ip.isFragment()) {
      d.print("UDP, bad length %d > %d", announced, length);
    } else {
      d.put("UDP, length ").put(announced);
    }
  }

  private static void checksum(Dissection d, int at, int length, IpLayer ip) {
    if (ip.isV4() && !d.verbose(2)) {
      return;
    }
    int stored = d.has(at + 6, 2) ? d.u2(at + 6) : 0;
    if (ip.isV4() && d.u2(at + 6) == 0) {
      d.put("[no cksum] ");
      return;
    }
    if (!d.has(at + HEADER, length)) {
      return;
    }
    int sum = ip.sum(d, IpProtocol.UDP, at, length + HEADER);
    if (sum == 0) {
      d.put("[udp sum ok] ");
    } else {
      d.print("[bad udp cksum 0x%04x -> 0x%04x!] ", stored, IpLayer.shouldBe(stored, sum));
    }
  }
}
