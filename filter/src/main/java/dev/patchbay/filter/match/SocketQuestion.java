package dev.patchbay.filter.match;

import dev.patchbay.core.NetDevice;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpTable;
import dev.patchbay.stack.udp.UdpSocket;
import dev.patchbay.stack.udp.UdpTable;
import org.jspecify.annotations.Nullable;

/// Looks for the socket that a packet, or the packet inside an ICMP error, is for
/// (`nf_sk_lookup_slow_v4`). Used again for each packet.
final class SocketQuestion {
  private final Ends ends = new Ends();
  private final Tuple original = new Tuple();
  private @Nullable IpSocket socket;
  private boolean wildcard;

  /// Whether there is something that the packet is for.
  boolean ask(Inspection packet) {
    socket = null;
    wildcard = false;
    NetDevice in = packet.in();
    if (in == null || packet.fragment() != 0) {
      return false;
    }
    int protocol = read(packet);
    return switch (protocol) {
      case IpProtocol.TCP -> foundTcp(TcpTable.of(packet.netns()).lookup(ends, in));
      case IpProtocol.UDP -> foundUdp(UdpTable.of(packet.netns()).find(ends, in));
      default -> false;
    };
  }

  /// The socket, or null when what was found is none of a program's.
  @Nullable IpSocket socket() {
    return socket;
  }

  /// Whether the socket is bound to no address.
  boolean isWildcard() {
    return wildcard;
  }

  private boolean foundTcp(@Nullable TcpEndpoint end) {
    if (end == null) {
      return false;
    }
    boolean full = end.state() != TcpState.TIME_WAIT && end.state() != TcpState.SYN_RECV;
    socket = full ? end.socket() : null;
    wildcard = full && end.local().isUnspecified();
    return true;
  }

  private boolean foundUdp(@Nullable UdpSocket found) {
    socket = found;
    wildcard = found != null && found.local() == null;
    return found != null;
  }

  /// Reads both ends; the protocol, or 0 when the packet has none that sockets have.
  private int read(Inspection packet) {
    int protocol = packet.protocol();
    ends.family = packet.family();
    boolean isV4 = ends.family == Family.IPV4;
    if (protocol == (isV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
      return readError(packet, isV4);
    }
    if (!packet.hasTransport(Udp.HEADER)) {
      return 0;
    }
    ends.received(packet.bytes(), packet.network());
    readPorts(packet.bytes(), packet.transport(), false);
    if (isV4) {
      undoTranslation(packet, Connection.INFO_ESTABLISHED + Connection.INFO_REPLY);
    }
    return protocol;
  }

  /// The packet inside was sent from here.
  private int readError(Inspection packet, boolean isV4) {
    byte[] bytes = packet.bytes();
    int at = packet.transport();
    int tail = packet.packet().tail();
    int inner = at + Icmp.HEADER;
    int least = isV4 ? Ipv4.HEADER : Ipv6.HEADER;
    if (inner + least > tail) {
      return 0;
    }
    int type = Icmp.type(bytes, at);
    if (!(isV4 ? Icmp.isError(type) : Icmpv6.isError(type))) {
      return 0;
    }
    long skipped = isV4 ? 0 : Ipv6.skipExtensions(bytes, inner, tail);
    int transport = isV4 ? Ipv4.payload(bytes, inner) : Ipv6.transportAt(skipped);
    if (skipped < 0 || transport + 4 > tail) {
      return 0;
    }
    ends.sent(bytes, inner);
    readPorts(bytes, transport, true);
    if (isV4) {
      undoTranslation(packet, Connection.INFO_RELATED + Connection.INFO_REPLY);
    }
    return isV4 ? Ipv4.protocol(bytes, inner) : Ipv6.transportProtocol(skipped);
  }

  private void readPorts(byte[] bytes, int transport, boolean sent) {
    int source = Udp.sourcePort(bytes, transport);
    int destination = Udp.destinationPort(bytes, transport);
    ends.localPort = sent ? source : destination;
    ends.remotePort = sent ? destination : source;
  }

  /// The socket of an answer to what was sent under another address has the address that it had
  /// before.
  private void undoTranslation(Inspection packet, int answering) {
    Connection connection = Connection.of(packet.packet());
    if (connection != null
        && packet.packet().connectionInfo() == answering
        && connection.has(Connection.SRC_NAT_DONE)) {
      connection.tuple(Connection.ORIGINAL, original);
      ends.localHi = original.sourceHi;
      ends.localPort = original.source;
    }
  }
}
