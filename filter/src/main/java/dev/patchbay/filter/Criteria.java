package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;

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
  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;
  private static final int IN = 4;
  private static final int OUT = 8;
  private static final int PROTOCOL = 16;
  private static final int FRAGMENT = 32;

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

  /// Whether every packet of the family is meant.
  boolean isAny() {
    return checks() == 0;
  }

  /// Which criteria say anything, a bit each.
  byte checks() {
    return (byte)
        ((source.isAny() && !notSource ? 0 : SOURCE)
            | (destination.isAny() && !notDestination ? 0 : DESTINATION)
            | (in.isAny() && !notIn ? 0 : IN)
            | (out.isAny() && !notOut ? 0 : OUT)
            | (protocol == 0 ? 0 : PROTOCOL)
            | (fragment ? FRAGMENT : 0));
  }

  /// Whether the packet is one of those meant, by the criteria in `checks` (`ip_packet_match`).
  boolean matches(Inspection packet, byte checks) {
    if ((checks & (SOURCE | DESTINATION)) != 0 && !matchesAddresses(packet.flow())) {
      return false;
    }
    return ((checks & PROTOCOL) == 0 || (protocol == packet.protocol()) != notProtocol)
        && ((checks & IN) == 0 || in.matches(packet.in()) != notIn)
        && ((checks & OUT) == 0 || out.matches(packet.out()) != notOut)
        && ((checks & FRAGMENT) == 0 || (packet.fragment() != 0) != notFragment);
  }

  private boolean matchesAddresses(RuleKey.Flow flow) {
    return source.contains(flow.sourceHi, flow.sourceLo) != notSource
        && destination.contains(flow.destinationHi, flow.destinationLo) != notDestination;
  }

  /// The protocol's name, or empty when there is none.
  public String protocolName(NameService names) {
    String name = IpProtocol.name(protocol);
    String known = name == null ? names.protocolName(protocol) : name;
    return known == null ? "" : known;
  }
}
