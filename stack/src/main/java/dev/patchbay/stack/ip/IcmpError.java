package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;

/// An ICMP error that has come in, and the packet it quotes.
///
/// @param packet the message; its head is the IP header that is quoted
/// @param device the device it came by
/// @param info the MTU of the next hop, the place of the problem, or 0
public record IcmpError(Packet packet, NetDevice device, int info) {
  /// Where the quoted IP header begins.
  public int quoted() {
    return packet.head();
  }

  /// Where what follows the quoted IP header begins: at least eight bytes.
  public int payload() {
    return Ipv4.payload(packet.bytes(), packet.head());
  }

  /// The ICMP type.
  public int type() {
    return Icmp.type(packet.bytes(), packet.transport());
  }

  /// The ICMP code.
  public int code() {
    return Icmp.code(packet.bytes(), packet.transport());
  }

  /// Who sent the quoted packet.
  public int source() {
    return Ipv4.source(packet.bytes(), quoted());
  }

  /// Whom the quoted packet was for.
  public int destination() {
    return Ipv4.destination(packet.bytes(), quoted());
  }

  /// The protocol of the quoted packet.
  public int protocol() {
    return Ipv4.protocol(packet.bytes(), quoted());
  }

  /// Who tells of the error.
  public int offender() {
    return Ipv4.source(packet.bytes(), packet.network());
  }

  /// Whether the quoted packet was too large for a hop and could not be cut.
  public boolean isFragmentationNeeded() {
    return type() == Icmp.UNREACHABLE && code() == Icmp.FRAGMENTATION_NEEDED;
  }
}
