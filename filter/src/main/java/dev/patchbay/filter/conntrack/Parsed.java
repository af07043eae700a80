package dev.patchbay.filter.conntrack;

import dev.patchbay.core.HookPoint;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What tracking reads of a packet before its tracker has it: where the headers are. Used again for
/// each packet.
final class Parsed {
  final Family family;
  private @Nullable Packet packet;

  /// Whether the packet has just come in, by a device that may not have verified its checksum.
  private boolean arriving;

  int protocol;

  /// Indexes into the bytes.
  int network;

  int transport;
  int tail;

  Parsed(Family family) {
    this.family = family;
  }

  Packet packet() {
    Packet now = packet;
    if (now == null) {
      throw new IllegalStateException("nothing has been read");
    }
    return now;
  }

  /// Reads the packet at a hook; false when it has no transport header to be found.
  boolean read(Packet read, HookPoint at) {
    arriving = at == HookPoint.PREROUTING;
    return readHeader(read, read.network());
  }

  /// Reads the IP header at `ip`: the packet's own, or that of a packet inside an error.
  boolean readHeader(Packet in, int ip) {
    packet = in;
    tail = in.tail();
    network = ip;
    return family == Family.IPV4 ? readV4(in.bytes()) : readV6(in.bytes());
  }

  byte[] bytes() {
    return packet().bytes();
  }

  private boolean readV4(byte[] bytes) {
    if (tail - network < Ipv4.HEADER) {
      return false;
    }
    long start = Ipv4.start(bytes, network);
    int header = Ipv4.headerLength(start);
    protocol = Ipv4.protocol(bytes, network);
    transport = network + header;
    return Ipv4.fragmentOffset(start) == 0 && header >= Ipv4.HEADER && transport <= tail;
  }

  private boolean readV6(byte[] bytes) {
    if (tail - network < Ipv6.HEADER) {
      return false;
    }
    long skipped = Ipv6.skipExtensions(bytes, network, tail);
    protocol = Ipv6.transportProtocol(skipped);
    transport = Ipv6.transportAt(skipped);
    if (skipped >= 0 && protocol == IpProtocol.FRAGMENT) {
      skipped = skipFragment(bytes);
    }
    return skipped >= 0 && transport <= tail;
  }

  /// Past the fragment header of a packet's first piece.
  private long skipFragment(byte[] bytes) {
    int at = transport;
    if (!Ipv6Fragment.fits(bytes, at, tail) || Ipv6Fragment.offset(bytes, at) != 0) {
      return -1;
    }
    int next = Ipv6Fragment.nextHeader(bytes, at);
    long skipped = Ipv6.skipExtensions(bytes, at + Ipv6Fragment.HEADER, tail, next);
    protocol = Ipv6.transportProtocol(skipped);
    transport = Ipv6.transportAt(skipped);
    return skipped;
  }

  /// Makes of what has been read the tuple with those numbers in that zone.
  void writeTo(Tuple tuple, int numbers, int zone) {
    tuple.readAddresses(family, bytes(), network);
    tuple.protocol = protocol;
    tuple.zone = zone;
    tuple.numbers(numbers);
  }

  /// Bytes from the transport header on.
  int transportLength() {
    return tail - transport;
  }

  /// The sum of the pseudo header for that many bytes.
  private long pseudo(int length) {
    byte[] bytes = bytes();
    return family == Family.IPV4
        ? Checksum.pseudoV4(bytes, network, protocol, length)
        : Checksum.pseudoV6(bytes, network, protocol, length);
  }

  /// Whether the checksum over `length` bytes of transport header and payload is right, where
  /// anybody should look: not of what is sent here, nor of what a device has verified. What has
  /// been verified is remembered.
  boolean checksumHolds(int length) {
    if (!arriving
        || packet().checksum() != Packet.ChecksumState.NONE
        || length > transportLength()) {
      return true;
    }
    boolean plain = protocol == IpProtocol.ICMP;
    boolean holds =
        Checksum.fold(Checksum.add(plain ? 0 : pseudo(length), bytes(), transport, length)) == 0;
    if (holds) {
      packet().checksum(Packet.ChecksumState.UNNECESSARY);
    }
    return holds;
  }
}
