package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.Arrays;

/// What a raw, ping or UDP socket has received.
///
/// @param bytes of a raw socket for IPv4: the packet with its IP header; of a UDP socket: the data;
///   else from the transport header on
/// @param source who sent it
/// @param port the sender's UDP port, or 0
/// @param destination whom it was for
/// @param ifindex the index of the device it came by
/// @param hops the TTL or hop limit that was left
/// @param tos the type of service or traffic class
/// @param options the options of its IPv4 header (`IP_RETOPTS`)
/// @param time when it came, in nanoseconds of the lab's clock
@SuppressWarnings("ArrayRecordComponent") // fresh bytes, the receiver's own
public record Datagram(
    byte[] bytes,
    Ip source,
    int port,
    Ip destination,
    int ifindex,
    int hops,
    int tos,
    byte[] options,
    long time) {
  private static final byte[] NO_OPTIONS = {};

  /// What the IPv4 header of the packet says beside `bytes`.
  public static Datagram ofIpv4(Packet packet, byte[] bytes, int port) {
    byte[] header = packet.bytes();
    int at = packet.network();
    return new Datagram(
        bytes,
        Ip.v4(Ipv4.source(header, at)),
        port,
        Ip.v4(Ipv4.destination(header, at)),
        ifindex(packet),
        Ipv4.ttl(header, at),
        Ipv4.tos(header, at),
        Arrays.copyOfRange(header, at + Ipv4.HEADER, Ipv4.payload(header, at)),
        packet.timestamp());
  }

  /// What the IPv6 header of the packet says beside `bytes`.
  public static Datagram ofIpv6(Packet packet, byte[] bytes, int port) {
    byte[] header = packet.bytes();
    int at = packet.network();
    return new Datagram(
        bytes,
        Ip.v6(Ipv6.sourceHi(header, at), Ipv6.sourceLo(header, at)),
        port,
        Ip.v6(Ipv6.destinationHi(header, at), Ipv6.destinationLo(header, at)),
        ifindex(packet),
        Ipv6.hopLimit(header, at),
        Ipv6.trafficClass(header, at),
        NO_OPTIONS,
        packet.timestamp());
  }

  private static int ifindex(Packet packet) {
    NetDevice device = NetDevice.of(packet);
    return device == null ? 0 : device.index();
  }
}
