package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import dev.patchbay.trace.pcap.Qualifiers.Direction;

/// Tests of the two ports of a transport header. Only the first fragment has one; over IPv6 no
/// extension header is looked behind.
final class PortTests {
  /// TCP, UDP or SCTP.
  static final int ANY = -1;

  /// What a port must be.
  private sealed interface Ports {
    /// One number.
    record One(int port) implements Ports {}

    /// A number between two.
    record Range(int low, int high) implements Ports {}
  }

  private final PacketTests tests;
  private final LinkTests links;

  PortTests(PacketTests tests, LinkTests links) {
    this.tests = tests;
    this.links = links;
  }

  /// `port`.
  Condition port(int port, int transport, Direction direction) {
    return overBoth(new Ports.One(port), transport, direction);
  }

  /// `portrange`.
  Condition range(int one, int other, int transport, Direction direction) {
    Ports ports = new Ports.Range(Math.min(one, other), Math.max(one, other));
    return overBoth(ports, transport, direction);
  }

  /// The same over IPv4 only.
  Condition over4(int port, int transport, Direction direction) {
    return over4(new Ports.One(port), transport, direction);
  }

  /// The same over IPv6 only.
  Condition over6(int port, int transport, Direction direction) {
    return over6(new Ports.One(port), transport, direction);
  }

  private Condition overBoth(Ports ports, int transport, Direction direction) {
    Condition over4 = over4(ports, transport, direction);
    return over6(ports, transport, direction).or(over4);
  }

  private Condition over4(Ports ports, int transport, Direction direction) {
    Condition ip = links.carries(EtherType.IPV4);
    if (transport != ANY) {
      return ip.and(segment4(ports, transport, direction));
    }
    Condition tcp = segment4(ports, IpProtocol.TCP, direction);
    Condition udp = segment4(ports, IpProtocol.UDP, direction);
    Condition sctp = segment4(ports, IpProtocol.SCTP, direction);
    return ip.and(sctp.or(tcp.or(udp)));
  }

  private Condition over6(Ports ports, int transport, Direction direction) {
    Condition ip = links.carries(EtherType.IPV6);
    if (transport != ANY) {
      return ip.and(segment6(ports, transport, direction));
    }
    Condition tcp = segment6(ports, IpProtocol.TCP, direction);
    Condition udp = segment6(ports, IpProtocol.UDP, direction);
    Condition sctp = segment6(ports, IpProtocol.SCTP, direction);
    return ip.and(sctp.or(tcp.or(udp)));
  }

  private Condition segment4(Ports ports, int transport, Direction direction) {
    Condition protocol = tests.equal(From.PAYLOAD, 9, Bpf.B, transport);
    Condition first = protocol.and(isFirstFragment());
    return first.and(pair(From.TRANSPORT_OF_IPV4, ports, direction));
  }

  private Condition segment6(Ports ports, int transport, Direction direction) {
    Condition protocol = tests.equal(From.PAYLOAD, 6, Bpf.B, transport);
    return protocol.and(pair(From.TRANSPORT_OF_IPV6, ports, direction));
  }

  /// Whether the packet is whole, or the first piece of one.
  Condition isFirstFragment() {
    return tests.hasAnyOf(From.PAYLOAD, 6, Bpf.H, 0x1fff).not();
  }

  private Condition pair(From from, Ports ports, Direction direction) {
    return switch (direction) {
      case SRC -> one(from, 0, ports);
      case DST -> one(from, 2, ports);
      case SRC_AND_DST -> one(from, 0, ports).and(one(from, 2, ports));
      case DEFAULT, SRC_OR_DST -> one(from, 0, ports).or(one(from, 2, ports));
      default ->
          throw new FilterRefusal(
              direction.refusal(ports instanceof Ports.One ? "ports" : "port ranges"));
    };
  }

  private Condition one(From from, int offset, Ports ports) {
    return switch (ports) {
      case Ports.One(int port) -> tests.equal(from, offset, Bpf.H, port);
      case Ports.Range(int low, int high) ->
          tests
              .atLeast(from, offset, Bpf.H, low)
              .and(tests.greater(from, offset, Bpf.H, high).not());
    };
  }
}
