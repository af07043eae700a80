package dev.patchbay.stack.tcp;

import dev.patchbay.core.Leg;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.route.Route;

/// Puts the headers in front of a connection's segment, and hands it to IP (`__tcp_transmit_skb`).
final class TcpTransmit {
  private final TcpStack stack;
  private final IpHeader header = new IpHeader();
  private final Ip6Header header6 = new Ip6Header();
  private boolean congested;

  TcpTransmit(TcpStack stack) {
    this.stack = stack;
  }

  /// Sends a SYN, alone or with what a fast open carries.
  boolean syn(Connection connection, Packet packet, Segment segment, Route route) {
    PeerOptions peer = connection.peer;
    connection.size.advertised = connection.size.advertise(route);
    boolean answer = (segment.flags & Tcp.ACK) != 0;
    int signature = connection.md5Key() == null ? 0 : Md5Key.OPTION;
    FastOpenCookie cookie =
        SynOptions.fitting(
            SynOptions.MOST - signature,
            peer.timestamps,
            peer.sack,
            peer.scaling,
            answer ? null : connection.opening.synCookie());
    int data = packet.length();
    int length = SynOptions.length(peer.timestamps, peer.sack, peer.scaling, cookie);
    int at = Tcp.push(packet, connection.localPort, connection.remotePort, signature + length);
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, segment.sequence);
    Tcp.acknowledgement(bytes, at, answer ? connection.rcvNxt : 0);
    Tcp.flags(bytes, at, segment.flags);
    Tcp.window(bytes, at, Math.min(connection.window.granted(), 65_535));
    SynOptions.write(
        bytes,
        at + Tcp.HEADER + signature,
        connection.size.advertised,
        peer.sack,
        peer.timestamps,
        connection.timestampClock(),
        peer.recent,
        peer.scaling ? peer.receiveScale : -1,
        cookie);
    if (answer) {
      connection.acks.sent();
    }
    // A SYN is one packet, whatever goes with it.
    return finish(connection, packet, route, 0, data, Math.max(data, connection.size.mss));
  }

  /// Sends data, cut into segments of `mss` bytes on its way, or nothing but a header.
  boolean data(
      Connection connection, Packet packet, int sequence, int flags, int mss, Route route) {
    int sacks = connection.size.sackOption(connection.received.sackBlocks());
    int before = connection.size.transportHeader() - Tcp.HEADER;
    int options = before + sacks;
    int length = packet.length();
    int at = Tcp.push(packet, connection.localPort, connection.remotePort, options);
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, sequence);
    Tcp.acknowledgement(bytes, at, connection.rcvNxt);
    boolean resets = (flags & Tcp.RST) != 0;
    boolean fresh = !Sequence.before(sequence, connection.sndNxt);
    int ecn = connection.ecn.send(length, fresh);
    Tcp.flags(bytes, at, flags | Tcp.ACK | (ecn & 0xff));
    Tcp.window(bytes, at, resets ? connection.resetWindow() : connection.window.select());
    writeUrgent(connection, bytes, at, sequence);
    writeOptions(connection, bytes, at + Tcp.HEADER + before, sacks / 8);
    connection.acks.sent();
    return finish(connection, packet, route, ecn >> 8, length, mss);
  }

  private static void writeUrgent(Connection connection, byte[] bytes, int at, int sequence) {
    if (connection.sndUp != connection.sndUna
        && Sequence.after(connection.sndUp, sequence)
        && Sequence.after(sequence + 0xffff, connection.sndUp)) {
      Tcp.urgent(bytes, at, connection.sndUp - sequence);
      Tcp.flags(bytes, at, Tcp.flags(bytes, at) | Tcp.URG);
    }
  }

  /// Writes a timestamp, which ends at `end`, and so many blocks of SACK behind it.
  private void writeOptions(Connection connection, byte[] bytes, int end, int blocks) {
    int at = end;
    if (connection.peer.timestamps) {
      at = Tcp.putNops(bytes, end - 12);
      at = Tcp.putTimestamp(bytes, at, connection.timestampClock(), connection.peer.recent);
    }
    if (blocks > 0) {
      OutOfOrderQueue waiting = connection.received.outOfOrder();
      at = Tcp.putNops(bytes, at);
      at = Tcp.putSack(bytes, at, blocks);
      for (int i = 0; i < blocks; i++) {
        at = Tcp.putSackBlock(bytes, at, waiting.blockStart(i), waiting.blockEnd(i));
      }
      waiting.duplicateTold();
    }
  }

  /// The checksum, the IP header, and away.
  private boolean finish(
      Connection connection, Packet packet, Route route, int ecn, int length, int mss) {
    int packets = length <= mss ? 1 : Math.ceilDiv(length, mss);
    if (packets > 1) {
      boolean ipv4 = connection.family == Family.IPV4;
      packet.segmentation(mss, ipv4 ? Segmentation.TCP4 : Segmentation.TCP6);
    }
    stack.counters().count(TcpCounter.OUT_SEGS, packets);
    connection.traffic.out(length, packets);
    packet.timestamp(connection.pacing.send(length));
    packet.mark(connection.socket.mark());
    Md5Key key = connection.md5Key();
    if (key != null) {
      key.sign(connection, packet.bytes(), packet.transport(), packet.tail());
    }
    Leg before = connection.socket.depart(packet);
    if (length > 0) {
      connection.queued.charge(packet, length);
    }
    int error =
        connection.family == Family.IPV4
            ? sendIpv4(connection, packet, route, ecn)
            : sendIpv6(connection, packet, route, ecn);
    connection.socket.departed(before);
    congested = error == Errno.ENOBUFS.number();
    if (congested) {
      connection.recovery.enterCwr();
    }
    return error == 0;
  }

  /// Whether a queue of this host had no room for the segment that was to be sent last.
  boolean isCongested() {
    return congested;
  }

  private int sendIpv4(Connection connection, Packet packet, Route route, int ecn) {
    header.clear();
    header.route = route;
    header.source = (int) (connection.localHi >>> 32);
    header.destination = (int) (connection.remoteHi >>> 32);
    header.protocol = IpProtocol.TCP;
    header.tos = (connection.socket.tos() & ~3) | ecn;
    header.ttl = connection.socket.ttl();
    header.dontFragment = connection.path.dontFragment(route);
    header.identification = connection.identification(Segmentation.count(packet));
    header.ignoreDontFragment = connection.path.mayFragment();
    long pseudo =
        Checksum.pseudo(header.source, header.destination, IpProtocol.TCP, packet.length());
    partial(packet, pseudo);
    return IpStack.of(stack.netns()).output().send(packet, header);
  }

  private int sendIpv6(Connection connection, Packet packet, Route route, int ecn) {
    header6.clear();
    header6.route = route;
    header6.sourceHi = connection.localHi;
    header6.sourceLo = connection.localLo;
    header6.destinationHi = connection.remoteHi;
    header6.destinationLo = connection.remoteLo;
    header6.protocol = IpProtocol.TCP;
    header6.trafficClass = (connection.socket.tos() & ~3) | ecn;
    header6.flowLabel = connection.socket.flowLabel();
    header6.hopLimit = connection.socket.ttl() == 0 ? -1 : connection.socket.ttl();
    header6.mayCut = connection.path.mayFragment();
    long pseudo =
        Checksum.pseudo(
            header6.sourceHi,
            header6.sourceLo,
            header6.destinationHi,
            header6.destinationLo,
            IpProtocol.TCP,
            packet.length());
    partial(packet, pseudo);
    return Ip6.of(stack.netns().machine()).output().send(packet, header6);
  }

  /// Leaves the checksum to the device: the field holds the sum of the pseudo header.
  static void partial(Packet packet, long pseudo) {
    int at = packet.transport();
    Tcp.checksum(packet.bytes(), at, Checksum.foldSum(pseudo));
    packet.checksumPartial(at, Tcp.CHECKSUM_OFFSET);
  }
}
