package dev.patchbay.tools.sockets;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpTable;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A socket above IP as a listing has it.
///
/// @param localPort its port; of a raw socket the protocol
/// @param remotePort 0 when it is not connected
/// @param state that of a connection; of others `ESTABLISHED` when they are connected, else `CLOSE`
/// @param socket null for what no program has any more, or yet
/// @param end its place in the table of TCP, or null
/// @param recorded what is told of a socket that is none of the namespace, or null
public record InetRow(
    Transport transport,
    Family family,
    Ip local,
    int localPort,
    Ip remote,
    int remotePort,
    TcpState state,
    @Nullable IpSocket socket,
    @Nullable TcpEndpoint end,
    @Nullable Recorded recorded) {

  /// What a file tells of a socket besides.
  public record Recorded(int received, int sent, int user, int inode) {}

  /// The kinds of socket, in the order of the listings.
  public enum Transport {
    ICMP,
    RAW,
    UDP,
    TCP;

    /// As the listings call it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<InetRow> ORDER =
      Comparator.comparing(InetRow::transport)
          .thenComparing(row -> row.family)
          .thenComparing(row -> row.state != TcpState.LISTEN)
          .thenComparingInt(InetRow::localPort);

  /// Those of the namespace, by kind, family and port.
  public static List<InetRow> all(Netns netns) {
    List<InetRow> rows = new ArrayList<>();
    for (IpSocket socket : Sockets.of(netns).all(IpSocket.class)) {
      if (!(socket instanceof TcpSocket)) {
        Transport transport = kindOf(socket);
        boolean isUnused = transport != Transport.RAW && socket.localPort() == 0;
        if (!isUnused) {
          rows.add(of(transport, socket));
        }
      }
    }
    for (TcpEndpoint end : TcpTable.of(netns).all()) {
      rows.add(of(end));
    }
    rows.sort(ORDER);
    return rows;
  }

  private static Transport kindOf(IpSocket socket) {
    if (socket instanceof UdpSocket) {
      return Transport.UDP;
    }
    boolean isPing = socket instanceof PingSocket || socket instanceof PingSocket6;
    return isPing ? Transport.ICMP : Transport.RAW;
  }

  private static InetRow of(Transport transport, IpSocket socket) {
    Ip any = socket.family() == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    Ip local = socket.local();
    Ip remote = socket.remote();
    return new InetRow(
        transport,
        socket.family(),
        local == null ? any : local,
        transport == Transport.RAW ? socket.protocol() : socket.localPort(),
        remote == null ? any : remote,
        transport == Transport.RAW ? 0 : socket.remotePort(),
        remote == null ? TcpState.CLOSE : TcpState.ESTABLISHED,
        socket,
        null,
        null);
  }

  private static InetRow of(TcpEndpoint end) {
    TcpSocket socket = end.socket();
    Family family = socket == null ? end.family() : socket.family();
    boolean isRequest = end.state() == TcpState.NEW_SYN_RECV;
    return new InetRow(
        Transport.TCP,
        family,
        seen(end.local(), family),
        end.localPort(),
        seen(end.remote(), family),
        end.remotePort(),
        isRequest ? TcpState.SYN_RECV : end.state(),
        socket,
        end,
        null);
  }

  /// The address of any in the socket's own family.
  private static Ip seen(Ip address, Family family) {
    return address.isUnspecified() && family == Family.IPV6 ? Ip.ANY6 : address;
  }

  /// Whether it has another end.
  public boolean isConnected() {
    return state != TcpState.CLOSE && state != TcpState.LISTEN;
  }

  /// Bytes that wait to be read; of one that listens, connections that wait to be accepted.
  public int received() {
    if (socket instanceof TcpSocket tcp) {
      return state == TcpState.LISTEN ? tcp.waiting() : tcp.unread();
    }
    return recorded != null ? recorded.received() : socket == null ? 0 : socket.receiveQueued();
  }

  /// Bytes that have not been acknowledged; of one that listens, how many connections may wait.
  public int sent() {
    if (end != null) {
      return end.sendQueue();
    }
    return recorded != null ? recorded.sent() : 0;
  }

  /// The device it is bound to, or null.
  public @Nullable NetDevice boundDevice() {
    return end != null ? end.boundDevice() : socket == null ? null : socket.boundDevice();
  }

  /// The mark of its packets.
  public int mark() {
    return socket == null ? 0 : socket.mark();
  }

  /// Whose it is.
  public int user() {
    return recorded != null ? recorded.user() : socket == null ? 0 : socket.user();
  }

  /// Its number in the file system, or 0.
  public long inode() {
    return recorded != null ? recorded.inode() : socket == null ? 0 : socket.inode();
  }

  /// Whether it is one above IPv6 that keeps away from IPv4.
  public boolean isV6Only() {
    boolean isBound = local.isV6() && !local.isUnspecified();
    return (isBound && transport == Transport.TCP)
        || (socket instanceof UdpSocket udp && udp.ipv6Only())
        || (socket instanceof TcpSocket tcp && tcp.ipv6Only());
  }
}
