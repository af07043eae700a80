package dev.patchbay.tools.sockets;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A socket above IP as a listing has it.
///
/// @param localPort its port; of a raw socket the protocol
/// @param remotePort 0 when it is not connected
public record InetRow(
    Transport transport,
    Family family,
    Ip local,
    int localPort,
    Ip remote,
    int remotePort,
    boolean isConnected,
    IpSocket socket) {

  /// The kinds of socket, in the order of the listings.
  public enum Transport {
    ICMP,
    RAW,
    UDP;

    /// As the listings call it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<InetRow> ORDER =
      Comparator.comparing(InetRow::transport)
          .thenComparing(row -> row.family)
          .thenComparingInt(InetRow::localPort);

  /// Those of the namespace, by kind, family and port.
  public static List<InetRow> all(Netns netns) {
    List<InetRow> rows = new ArrayList<>();
    for (IpSocket socket : Sockets.of(netns).all(IpSocket.class)) {
      Transport transport = kindOf(socket);
      boolean isUnused = transport != Transport.RAW && socket.localPort() == 0;
      if (!isUnused) {
        rows.add(of(transport, socket));
      }
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
        remote != null,
        socket);
  }
}
