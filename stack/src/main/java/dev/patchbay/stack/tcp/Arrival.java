package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.socket.Ends;
import org.jspecify.annotations.Nullable;

/// A segment that has come in, taken apart (`tcp_skb_cb`). One is used again and again, so that a
/// segment allocates none.
final class Arrival extends Ends {
  final SegmentOptions options = new SegmentOptions();

  @Nullable Packet packet;
  @Nullable NetDevice device;
  int sequence;

  /// The number behind the segment: SYN and FIN take one each.
  int end;

  int acknowledgement;
  int flags;

  /// The window as it stands there, not scaled.
  int window;

  int urgent;

  /// Bytes of data.
  int length;

  int tos;

  /// How many packets it stands for, and how much data each of them has.
  int packets;

  int segmentSize;

  /// Takes the segment apart, whose head is its TCP header, which is whole.
  void read(Packet segment, NetDevice by) {
    packet = segment;
    device = by;
    byte[] bytes = segment.bytes();
    int at = segment.head();
    read(segment, at);
    tos = tos(bytes, segment.network());
    sequence = Tcp.sequence(bytes, at);
    acknowledgement = Tcp.acknowledgement(bytes, at);
    flags = Tcp.flags(bytes, at);
    window = Tcp.window(bytes, at);
    urgent = Tcp.urgent(bytes, at);
    length = segment.length() - Tcp.headerLength(bytes, at);
    end = sequence + length + (has(Tcp.SYN) ? 1 : 0) + (has(Tcp.FIN) ? 1 : 0);
    segmentSize = segment.segmentSize() == 0 ? length : segment.segmentSize();
    packets = length <= segmentSize ? 1 : Math.ceilDiv(length, segmentSize);
    options.read(bytes, at);
  }

  private int tos(byte[] bytes, int ip) {
    return family == Family.IPV4 ? Ipv4.tos(bytes, ip) : Ipv6.trafficClass(bytes, ip);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Whether congestion was marked on its way.
  boolean isMarked() {
    return (tos & Ecn.MASK) == Ecn.CE;
  }

  int etherType() {
    return family == Family.IPV4 ? EtherType.IPV4 : EtherType.IPV6;
  }
}
