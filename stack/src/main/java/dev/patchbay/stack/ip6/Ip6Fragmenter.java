package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStages;

/// Cuts a packet that was made here, without extension headers, behind its IPv6 header (RFC 8200
/// section 4.5, `ip6_fragment`).
final class Ip6Fragmenter {
  private static final int HEADERS = Ipv6.HEADER + Ipv6Fragment.HEADER;

  private Ip6Fragmenter() {}

  /// Sends the packet in pieces of `mtu` bytes at most; returns the first error there was.
  static int fragment(Ip6Output output, Packet packet, NetDevice device, int mtu) {
    World world = device.netns().world();
    Checksum.resolve(packet);
    int payload = packet.tail() - packet.network() - Ipv6.HEADER;
    int room = (mtu - HEADERS) & ~7;
    if (packet.trace() != null) {
      int pieces = Math.ceilDiv(payload, room);
      world.note(packet, device.netns(), new IpStages.Fragmented(mtu, pieces));
    }
    Ip6Netns ip6 = Ip6Netns.of(device.netns());
    int id = ip6.nextFragmentId();
    int error = 0;
    for (int offset = 0; offset < payload && error == 0; offset += room) {
      int length = Math.min(room, payload - offset);
      boolean more = offset + length < payload;
      Ip6Counters.of(device).count(Ip6Counter.FRAG_CREATES);
      error = output.finishOutput2(piece(world, packet, offset, length, more, id), device);
    }
    Ip6Counters.of(device).count(error == 0 ? Ip6Counter.FRAG_OKS : Ip6Counter.FRAG_FAILS);
    world.consume(packet);
    return error;
  }

  private static Packet piece(
      World world, Packet packet, int offset, int length, boolean more, int id) {
    byte[] whole = packet.bytes();
    int ip = packet.network();
    Packet piece = world.allocatePiece(HEADERS + length, packet);
    int at = piece.put(HEADERS + length);
    byte[] bytes = piece.bytes();
    System.arraycopy(whole, ip, bytes, at, Ipv6.HEADER);
    Ipv6.nextHeader(bytes, at, IpProtocol.FRAGMENT);
    Ipv6.payloadLength(bytes, at, Ipv6Fragment.HEADER + length);
    int next = Ipv6.nextHeader(whole, ip);
    Ipv6Fragment.write(bytes, at + Ipv6.HEADER, next, offset, more, id);
    System.arraycopy(whole, ip + Ipv6.HEADER + offset, bytes, at + HEADERS, length);
    piece.network(at);
    piece.protocol(EtherType.IPV6);
    piece.destination(packet.destination());
    piece.device(packet.device());
    piece.owner(packet.owner());
    piece.mark(packet.mark());
    piece.priority(packet.priority());
    piece.flags(packet.flags());
    return piece;
  }
}
