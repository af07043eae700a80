package dev.patchbay.trace.print;

import dev.patchbay.packet.IpProtocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a protocol over IP is called, and who prints it.
final class IpProtocols {
  /// Prints what an IP packet carries.
  interface Payload {
    void print(Dissection d, int at, int length, IpLayer ip);
  }

  static final int MOBILITY_OLD = 62;
  static final int MOBILITY = 135;
  private static final int EIGRP = 88;
  private static final int OSPF = 89;
  private static final int ETHERNET = 143;
  private static final int EXPERIMENT = 253;
  private static final int RESERVED = 255;

  static final Tokens NAMES =
      Tokens.of(
          """
          0 Options
          1 ICMP
          2 IGMP
          4 IPIP
          6 TCP
          8 EGP
          9 IGRP
          17 UDP
          33 DCCP
          41 IPv6
          43 Routing
          44 Fragment
          46 RSVP
          47 GRE
          50 ESP
          51 AH
          55 Mobile IP
          58 ICMPv6
          62 Mobile IP (old)
          88 EIGRP
          89 OSPF
          103 PIM
          108 Compressed IP
          112 VRRP
          113 PGM
          132 SCTP
          135 Mobility
          143 Ethernet
          """);

  private static final Map<Integer, Payload> PAYLOADS =
      Map.ofEntries(
          Map.entry(IpProtocol.TCP, TcpPrinter::print),
          Map.entry(IpProtocol.UDP, UdpPrinter::print),
          Map.entry(IpProtocol.ICMP, only(4, IpProtocol.ICMP, IcmpPrinter::print)),
          Map.entry(IpProtocol.IGMP, only(4, IpProtocol.IGMP, IgmpPrinter::print)),
          Map.entry(IpProtocol.ICMPV6, only(6, IpProtocol.ICMPV6, Icmpv6Printer::print)),
          Map.entry(ETHERNET, only(6, ETHERNET, (d, at, n, ip) -> EtherPrinter.print(d, at, n))),
          Map.entry(IpProtocol.IPIP, (d, at, length, ip) -> Ipv4Printer.print(d, at, length)),
          Map.entry(IpProtocol.IPV6, (d, at, length, ip) -> Ipv6Printer.print(d, at, length)),
          Map.entry(IpProtocol.VRRP, VrrpPrinter::print),
          Map.entry(OSPF, IpProtocols::ospf),
          Map.entry(IpProtocol.SCTP, SctpPrinter::print),
          Map.entry(EIGRP, EigrpPrinter::print),
          Map.entry(IpProtocol.PIM, PimPrinter::print),
          Map.entry(IpProtocol.ESP, SecurityPrinter::encrypted),
          Map.entry(IpProtocol.AH, SecurityPrinter::authenticated),
          Map.entry(IpProtocol.GRE, (d, at, length, ip) -> GrePrinter.print(d, at, length)),
          Map.entry(IpProtocol.NO_NEXT_HEADER, (d, at, length, ip) -> d.put("no next header")));

  private IpProtocols() {}

  private static void ospf(Dissection d, int at, int length, IpLayer ip) {
    if (ip.isV4()) {
      OspfPrinter.print(d, at, length);
    } else {
      Ospf3Printer.print(d, at, length);
    }
  }

  /// A protocol that one version of IP carries only.
  private static Payload only(int version, int protocol, Payload payload) {
    return (d, at, length, ip) -> {
      if (ip.version() == version) {
        payload.print(d, at, length, ip);
      } else {
        d.print("[%s requires IPv%d]", NAMES.name(protocol, "unknown"), version);
        d.invalid();
      }
    };
  }

  /// Whether a line begins with ports behind the addresses: that protocol's printer puts them.
  static boolean hasPorts(int protocol) {
    return protocol == IpProtocol.TCP
        || protocol == IpProtocol.UDP
        || protocol == IpProtocol.SCTP
        || protocol == IpProtocol.DCCP;
  }

  /// Prints what an IP packet carries.
  static void print(Dissection d, int protocol, int at, int length, IpLayer ip) {
    @Nullable Payload payload = PAYLOADS.get(protocol);
    if (payload == null) {
      d.put(' ').put(name(d, protocol)).put(' ').put(Integer.toUnsignedLong(length));
      return;
    }
    d.enter();
    payload.print(d, at, length, ip);
    d.leave();
  }

  /// What a protocol is called that nobody prints.
  static String name(Dissection d, int protocol) {
    if (protocol == IpProtocol.HOP_BY_HOP && !d.options.numeric()) {
      return "hopopt"; // where /etc/protocols knows IP itself
    }
    @Nullable String name = d.names.protocol(protocol);
    if (name == null && !d.options.numeric() && protocol >= EXPERIMENT && protocol < RESERVED) {
      return "exptest-" + protocol; // RFC 3692; /etc/protocols has no name for it
    }
    return name != null ? name : "ip-proto-" + protocol;
  }

  /// A packet of either version of IP.
  static void any(Dissection d, int at, int length) {
    d.protocol("ipn");
    if (length < 1) {
      d.put("truncated-ip ").put(length);
      return;
    }
    int version = d.u1(at) >> 4;
    switch (version) {
      case 4 -> Ipv4Printer.print(d, at, length);
      case 6 -> Ipv6Printer.print(d, at, length);
      default -> d.put("unknown ip ").put(version);
    }
  }
}
