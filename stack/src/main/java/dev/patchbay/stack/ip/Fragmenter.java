package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;

/// Cuts a packet into pieces for a smaller MTU (RFC 791 section 3.2, `ip_do_fragment`).
final class Fragmenter {
  private static final int COPIED_OPTION = 0x80;

  private final IpStack stack;
  private final World world;

  Fragmenter(IpStack stack) {
    this.stack = stack;
    this.world = stack.world();
  }

  /// Sends the packet in pieces of at most `mtu` bytes. Returns the first error that a piece met.
  int fragment(Packet packet, NetDevice device, int mtu) {
    Checksum.resolve(packet);
    int header = Ipv4.headerLength(packet.bytes(), packet.head());
    int size = (mtu - header) & ~7;
    int left = packet.length() - header;
    if (packet.trace() != null) {
      int pieces = Math.ceilDiv(left, size);
      world.note(packet, stack.netns(), new IpStages.Fragmented(mtu, pieces));
    }
    int error = 0;
    for (int offset = 0; offset < left && error == 0; offset += size) {
      int length = Math.min(size, left - offset);
      Packet piece = piece(packet, header, offset, length, offset + length < left);
      error = stack.output().finishOutput2(piece, device);
      stack.counters().count(IpCounter.FRAG_CREATES);
    }
    stack.counters().count(error == 0 ? IpCounter.FRAG_OKS : IpCounter.FRAG_FAILS);
    world.consume(packet);
    return error;
  }

  private Packet piece(Packet whole, int header, int offset, int length, boolean more) {
    byte[] from = whole.bytes();
    int begin = whole.head();
    Packet piece = world.allocatePiece(header + length, whole);
    int at = piece.put(header + length);
    byte[] bytes = piece.bytes();
    System.arraycopy(from, begin, bytes, at, header);
    System.arraycopy(from, begin + header + offset, bytes, at + header, length);
    int before = Ipv4.fragment(from, begin);
    int flags = (before & ~0x1fff) | (more ? Ipv4.MORE_FRAGMENTS : 0);
    Ipv4.fragment(bytes, at, flags | ((before & 0x1fff) + (offset >> 3)));
    Ipv4.totalLength(bytes, at, header + length);
    if (offset > 0 && header > Ipv4.HEADER) {
      blankOptions(bytes, at);
    }
    Ipv4.fillChecksum(bytes, at);
    inherit(piece, whole, at, header);
    return piece;
  }

  /// Only options that say so stand in every piece.
  private static void blankOptions(byte[] bytes, int at) {
    int end = Ipv4.payload(bytes, at);
    int option = at + Ipv4.HEADER;
    while (option < end && bytes[option] != Ipv4.OPTION_END) {
      int length = bytes[option] == Ipv4.OPTION_NOP ? 1 : bytes[option + 1] & 0xff;
      if (length < 1 || length > end - option) {
        return;
      }
      if ((bytes[option] & COPIED_OPTION) == 0) {
        java.util.Arrays.fill(bytes, option, option + length, (byte) Ipv4.OPTION_NOP);
      }
      option += length;
    }
  }

  private static void inherit(Packet piece, Packet whole, int at, int header) {
    piece.network(at);
    piece.transport(at + header);
    piece.protocol(whole.protocol());
    piece.type(whole.type());
    piece.device(whole.device());
    piece.destination(whole.destination());
    piece.mark(whole.mark());
    piece.priority(whole.priority());
    piece.flags(whole.flags());
    piece.owner(whole.owner());
    piece.connection(whole.connection(), whole.connectionInfo());
  }
}
