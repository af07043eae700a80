package dev.patchbay.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import org.jspecify.annotations.Nullable;

/// What every rule can ask of a packet without any match: addresses, devices, protocol, whether it
/// is a later fragment.
///
/// @param protocol its number, or 0 for any
/// @param fragment later fragments only (`-f`)
public record Criteria(
    Family family,
    AddressMask source,
    boolean notSource,
    AddressMask destination,
    boolean notDestination,
    InterfacePattern in,
    boolean notIn,
    InterfacePattern out,
    boolean notOut,
    int protocol,
    boolean notProtocol,
    boolean fragment,
    boolean notFragment) {
  /// Every packet of the family.
  public static Criteria any(Family family) {
    AddressMask all = AddressMask.any(family);
    InterfacePattern device = InterfacePattern.ANY;
    return new Criteria(
        family, all, false, all, false, device, false, device, false, 0, false, false, false);
  }

  /// The same with other addresses.
  public Criteria between(AddressMask from, AddressMask to) {
    return new Criteria(
        family,
        from,
        notSource,
        to,
        notDestination,
        in,
        notIn,
        out,
        notOut,
        protocol,
        notProtocol,
        fragment,
        notFragment);
  }

  /// Whether the packet is one of those meant (`ip_packet_match`).
  public boolean matches(Inspection packet) {
    return matchesAddresses(packet)
        && matchesDevices(packet.in(), packet.out())
        && (protocol == 0 || (protocol == packet.protocol()) != notProtocol)
        && (!fragment || (packet.fragment() != 0) != notFragment);
  }

  private boolean matchesAddresses(Inspection packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (family == Family.IPV4) {
      return source.contains(Ip.hi(Ipv4.source(bytes, at)), 0) != notSource
          && destination.contains(Ip.hi(Ipv4.destination(bytes, at)), 0) != notDestination;
    }
    return source.contains(Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at)) != notSource
        && destination.contains(Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at))
            != notDestination;
  }

  private boolean matchesDevices(@Nullable NetDevice from, @Nullable NetDevice to) {
    return in.matches(from) != notIn && out.matches(to) != notOut;
  }

  /// The protocol's name, or empty when there is none.
  public String protocolName(NameService names) {
    String name = IpProtocol.name(protocol);
    String known = name == null ? names.protocolName(protocol) : name;
    return known == null ? "" : known;
  }
}
