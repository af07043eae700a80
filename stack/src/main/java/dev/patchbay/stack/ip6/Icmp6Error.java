package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// An ICMPv6 error that came, and the packet it quotes; good while the message is handled.
///
/// @param packet the message; its head is the ICMPv6 header
/// @param device by which it came
/// @param protocol that of the quoted packet
/// @param payload where in the message the quoted packet's transport header begins
public record Icmp6Error(Packet packet, NetDevice device, int protocol, int payload) {
  public int type() {
    return Icmpv6.type(packet.bytes(), packet.head());
  }

  public int code() {
    return Icmpv6.code(packet.bytes(), packet.head());
  }

  /// The MTU, or where in the quoted packet the problem is.
  public int info() {
    return Icmpv6.unused(packet.bytes(), packet.head());
  }

  /// Who says so.
  public Ip offender() {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return Ip.v6(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip));
  }

  /// Where the quoted IP header begins.
  public int quoted() {
    return packet.head() + Icmpv6.HEADER;
  }

  /// Who sent the quoted packet.
  public Ip source() {
    return Ip.v6(Ipv6.sourceHi(packet.bytes(), quoted()), Ipv6.sourceLo(packet.bytes(), quoted()));
  }

  /// Whom the quoted packet was for.
  public Ip destination() {
    return Ip.v6(
        Ipv6.destinationHi(packet.bytes(), quoted()), Ipv6.destinationLo(packet.bytes(), quoted()));
  }

  /// Bytes of the quoted packet as it was, its header included.
  public int quotedLength() {
    return Ipv6.HEADER + Ipv6.payloadLength(packet.bytes(), quoted());
  }

  /// Bytes of the quoted packet's headers before its transport header.
  public int quotedHeaders() {
    return payload - quoted();
  }

  /// What is quoted of the packet that the quoted one carried, as a packet of its own whose network
  /// header is at its head; null when it is less than `least` bytes.
  public @Nullable Packet inside(int least) {
    int length = packet.tail() - payload;
    if (length < least) {
      return null;
    }
    Packet inside = device.netns().world().allocate(length, packet);
    int at = inside.put(length);
    System.arraycopy(packet.bytes(), payload, inside.bytes(), at, length);
    inside.network(at);
    return inside;
  }

  boolean isFrom(Ip6Receivers.Raw receiver) {
    Ip local = source();
    Ip remote = destination();
    return receiver.matches(local.hi(), local.lo(), remote.hi(), remote.lo(), device);
  }
}
