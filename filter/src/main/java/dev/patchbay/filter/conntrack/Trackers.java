package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.IpProtocol;

/// The trackers, by the numbers of their protocols.
final class Trackers {
  static final Tracker TCP = new TcpTracker();
  static final Tracker UDP = new UdpTracker(IpProtocol.UDP, "udp");
  static final Tracker UDPLITE = new UdpTracker(IpProtocol.UDPLITE, "udplite");
  static final Tracker ICMP = new IcmpTracker();
  static final Tracker ICMPV6 = new Icmp6Tracker();
  static final Tracker GRE = new GreTracker();
  static final Tracker OTHER = new GenericTracker();

  private Trackers() {}

  static Tracker of(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> TCP;
      case IpProtocol.UDP -> UDP;
      case IpProtocol.UDPLITE -> UDPLITE;
      case IpProtocol.ICMP -> ICMP;
      case IpProtocol.ICMPV6 -> ICMPV6;
      case IpProtocol.GRE -> GRE;
      default -> OTHER;
    };
  }
}
