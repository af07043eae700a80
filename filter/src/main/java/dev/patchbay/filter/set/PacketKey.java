package dev.patchbay.filter.set;

import dev.patchbay.core.NetDevice;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;

/// Writes the element that a packet stands for. Allocates nothing.
final class PacketKey {
  private static final int ICMP_HEADER = 8;

  private final Layout layout;
  private final Key key;
  private final int kept;
  private final int markMask;

  /// @param kept to how many bits the first address is cut, if it is a host's
  PacketKey(Layout layout, Key key, int kept, int markMask) {
    this.layout = layout;
    this.key = key;
    this.kept = kept;
    this.markMask = markMask;
  }

  /// Writes the element; false when the packet has not the parts of one.
  ///
  /// @param cidr the length of the first network's prefix, or of the only one's
  boolean fill(Inspection packet, Question question, int cidr, int cidr2) {
    key.clear();
    if (layout.ip >= 0) {
      first(packet, question.isSource(0));
      key.first(layout.cidr >= 0 && layout.network == layout.ip ? cidr : kept);
      if (kept != key.host() && isZero()) {
        return false;
      }
    }
    if (layout.ip2 >= 0) {
      second(packet, question.isSource(layout.port >= 0 ? 2 : 1));
      key.second(layout.cidr2 >= 0 ? cidr2 : layout.network == layout.ip2 ? cidr : key.host());
    }
    if (layout.mark >= 0) {
      key.mark(packet.packet().mark() & markMask);
    }
    return (layout.port < 0 || port(packet, question.isSource(1)))
        && (layout.mac < 0 || mac(packet, question.isSource(layout.ip < 0 ? 0 : 1)))
        && (layout.iface < 0 || iface(packet, question.isSource(1)));
  }

  private boolean isZero() {
    for (int word : key.words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  private void first(Inspection packet, boolean source) {
    key.hi = hi(packet, source);
    key.lo = lo(packet, source);
  }

  private void second(Inspection packet, boolean source) {
    key.hi2 = hi(packet, source);
    key.lo2 = lo(packet, source);
  }

  static long hi(Inspection packet, boolean source) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (packet.family() == Family.IPV4) {
      return Ip.hi(source ? Ipv4.source(bytes, at) : Ipv4.destination(bytes, at));
    }
    return source ? Ipv6.sourceHi(bytes, at) : Ipv6.destinationHi(bytes, at);
  }

  private static long lo(Inspection packet, boolean source) {
    if (packet.family() == Family.IPV4) {
      return 0;
    }
    byte[] bytes = packet.bytes();
    int at = packet.network();
    return source ? Ipv6.sourceLo(bytes, at) : Ipv6.destinationLo(bytes, at);
  }

  /// The port, or the type and code of an ICMP message, or 0 for protocols without; -1 when it
  /// cannot be read.
  static int portOf(Inspection packet, boolean source) {
    return switch (packet.protocol()) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.UDPLITE ->
          isWhole(packet, 4) ? source ? packet.sourcePort() : packet.destinationPort() : -1;
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> isWhole(packet, ICMP_HEADER) ? icmp(packet) : -1;
      default -> 0;
    };
  }

  private static boolean isWhole(Inspection packet, int header) {
    return packet.fragment() == 0 && packet.hasTransport(header);
  }

  private static int icmp(Inspection packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport();
    return Icmp.type(bytes, at) << 8 | Icmp.code(bytes, at);
  }

  private boolean port(Inspection packet, boolean source) {
    int port = portOf(packet, source);
    if (port < 0 || packet.protocol() == 0) {
      return false;
    }
    key.port(port);
    key.protocol(packet.protocol());
    return true;
  }

  /// The address of the station, or 0 when the packet has none.
  static long macOf(Inspection packet, boolean source) {
    int link = packet.link();
    if (link < 0) {
      return 0;
    }
    byte[] bytes = packet.bytes();
    return source ? Ethernet.source(bytes, link) : Ethernet.destination(bytes, link);
  }

  private boolean mac(Inspection packet, boolean source) {
    long mac = macOf(packet, source);
    key.mac(mac);
    return mac != 0;
  }

  private boolean iface(Inspection packet, boolean source) {
    NetDevice device = source ? packet.in() : packet.out();
    if (device == null) {
      return false;
    }
    key.iface(device.name(), false, false);
    return true;
  }
}
