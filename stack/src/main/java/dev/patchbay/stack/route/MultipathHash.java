package dev.patchbay.stack.route;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.FlowKeys;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;

/// What the choice among several next hops goes by (`fib_multipath_hash`, `rt6_multipath_hash`;
/// ip-sysctl, "fib_multipath_hash_policy"). Both directions of a flow have the same hash, and an
/// error that a router sends has that of the flow it is about.
final class MultipathHash {
  /// So many bits it has.
  static final int BITS = 31;

  private static final int PORTS = 1;
  private static final int INNER_ADDRESSES = 2;
  private static final int CUSTOM = 3;

  /// Bits of the fields (`FIB_MULTIPATH_HASH_FIELD_…`).
  private static final int SOURCE = 0x1;

  private static final int DESTINATION = 0x2;
  private static final int PROTOCOL = 0x4;
  private static final int FLOW_LABEL = 0x8;
  private static final int SOURCE_PORT = 0x10;
  private static final int DESTINATION_PORT = 0x20;

  /// Those of the outer headers; those of the inner ones are as many bits higher.
  private static final int OUTER = 0x3f;

  private static final int OUTER_BITS = 6;

  private static final int ADDRESSES = SOURCE | DESTINATION;
  private static final int NETWORK6 = ADDRESSES | PROTOCOL | FLOW_LABEL;
  private static final int TRANSPORT = ADDRESSES | PROTOCOL | SOURCE_PORT | DESTINATION_PORT;

  private final Fib fib;

  /// What the network layer alone tells of a flow.
  private final int networkFields;

  private final FlowKeys keys = new FlowKeys();
  private final long seed;

  MultipathHash(Fib fib) {
    this.fib = fib;
    seed = MachineRoutes.of(fib.netns().machine()).hashSeed();
    networkFields = fib.family() == Family.IPV6 ? NETWORK6 : ADDRESSES;
  }

  long of(Flow flow) {
    Packet subject = flow.subject;
    long hash = subject == null ? made(flow) : carried(subject);
    return hash >>> (Long.SIZE - BITS);
  }

  // ---- of what is sent here

  private long made(Flow flow) {
    int fields =
        switch (policy()) {
          case PORTS -> TRANSPORT;
          case CUSTOM -> customFields() & OUTER;
          default -> networkFields;
        };
    keys.clear();
    keys.sourceHi = flow.sourceHi;
    keys.sourceLo = flow.sourceLo;
    keys.destinationHi = flow.destinationHi;
    keys.destinationLo = flow.destinationLo;
    keys.protocol = flow.protocol;
    keys.flowLabel = flow.flowLabel;
    keys.sourcePort = flow.sourcePort;
    keys.destinationPort = flow.destinationPort;
    return hash(fields);
  }

  // ---- of a packet

  private long carried(Packet packet) {
    int at = packet.network();
    return switch (policy()) {
      case PORTS -> outer(packet, at, TRANSPORT);
      case INNER_ADDRESSES -> inner(packet);
      case CUSTOM -> custom(packet, at);
      default -> outer(packet, quoted(packet), networkFields);
    };
  }

  private long outer(Packet packet, int at, int fields) {
    dissect(packet, at, FlowKeys.STOP_AT_ENCAPSULATION);
    return hash(fields);
  }

  private long inner(Packet packet) {
    dissect(packet, packet.network(), 0);
    return hash(keys.etherType == EtherType.IPV6 ? NETWORK6 : ADDRESSES);
  }

  private long custom(Packet packet, int at) {
    int fields = customFields();
    long hash = outer(packet, at, fields & OUTER);
    int inner = fields >>> OUTER_BITS;
    if (inner == 0 || !keys.isEncapsulated) {
      return hash;
    }
    dissect(packet, at, 0);
    return hash + hash(inner);
  }

  private void dissect(Packet packet, int at, int flags) {
    int etherType = isIpv6() ? EtherType.IPV6 : EtherType.IPV4;
    keys.dissect(packet.bytes(), etherType, at, packet.tail(), flags);
  }

  /// Where the header is whose addresses count: that which an ICMP error quotes, or the packet's
  /// own (`ip_multipath_l3_keys`, `ip6_multipath_l3_keys`).
  private int quoted(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    int tail = packet.tail();
    int message = isIpv6() ? at + Ipv6.HEADER : Ipv4.payload(bytes, at);
    int quoted = message + Icmp.HEADER;
    if (quoted > tail) {
      return at;
    }
    boolean isError =
        isIpv6()
            ? Ipv6.nextHeader(bytes, at) == IpProtocol.ICMPV6
                && Icmpv6.isError(Icmpv6.type(bytes, message))
                && Ipv6.headerFits(bytes, quoted, tail)
            : Ipv4.protocol(bytes, at) == IpProtocol.ICMP
                && Ipv4.fragmentOffset(bytes, at) == 0
                && Icmp.isError(Icmp.type(bytes, message))
                && Ipv4.headerFits(bytes, quoted, tail);
    return isError ? quoted : at;
  }

  // ---- both

  private boolean isIpv6() {
    return fib.family() == Family.IPV6;
  }

  private int policy() {
    return fib.setting(RouteSetting.FIB_MULTIPATH_HASH_POLICY);
  }

  private int customFields() {
    return fib.setting(RouteSetting.FIB_MULTIPATH_HASH_FIELDS);
  }

  /// The hash of those keys that `fields` name.
  private long hash(int fields) {
    keys.etherType = 0;
    if ((fields & SOURCE) == 0) {
      keys.sourceHi = 0;
      keys.sourceLo = 0;
    }
    if ((fields & DESTINATION) == 0) {
      keys.destinationHi = 0;
      keys.destinationLo = 0;
    }
    keys.protocol = (fields & PROTOCOL) == 0 ? 0 : keys.protocol;
    keys.flowLabel = (fields & FLOW_LABEL) == 0 ? 0 : keys.flowLabel;
    keys.sourcePort = (fields & SOURCE_PORT) == 0 ? 0 : keys.sourcePort;
    keys.destinationPort = (fields & DESTINATION_PORT) == 0 ? 0 : keys.destinationPort;
    return keys.hash(seed);
  }
}
