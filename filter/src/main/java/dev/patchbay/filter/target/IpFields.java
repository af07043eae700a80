package dev.patchbay.filter.target;

import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;

/// Writes fields of the IP header, with the header's checksum where there is one.
final class IpFields {
  private IpFields() {}

  /// Writes the type of service, or the traffic class.
  static void tos(Inspection packet, int tos) {
    if (tos == packet.tos()) {
      return;
    }
    byte[] bytes = packet.packet().edit();
    int at = packet.network();
    if (packet.family() == Family.IPV4) {
      Ipv4.tos(bytes, at, tos);
      Ipv4.fillChecksum(bytes, at);
    } else {
      Ipv6.trafficClass(bytes, at, tos);
    }
  }

  /// Writes the hops that are left.
  static void hops(Inspection packet, int hops) {
    byte[] bytes = packet.packet().edit();
    int at = packet.network();
    if (packet.family() == Family.IPV4) {
      Ipv4.ttl(bytes, at, hops);
      Ipv4.fillChecksum(bytes, at);
    } else {
      Ipv6.hopLimit(bytes, at, hops);
    }
  }

  /// The hops that are left.
  static int hops(Inspection packet) {
    return packet.family() == Family.IPV4
        ? Ipv4.ttl(packet.bytes(), packet.network())
        : Ipv6.hopLimit(packet.bytes(), packet.network());
  }
}
