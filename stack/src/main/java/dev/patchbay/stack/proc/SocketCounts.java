package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpMemory;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpTable;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// How many sockets there are of each kind: `/proc/net/sockstat`, `sockstat6`, `protocols`.
final class SocketCounts {
  /// A kind that the kernel lists.
  ///
  /// @param size of a socket, in bytes
  /// @param memory what it says of its pages, or -1
  /// @param pressure whether its memory is short
  /// @param header the most bytes of headers
  /// @param slab whether it has a cache of its own
  /// @param calls which calls it has, a letter a column
  private record Protocol(
      String name,
      int size,
      int memory,
      String pressure,
      int header,
      String slab,
      String module,
      String calls,
      ToLongFunction<Netns> count) {
    private String line(Netns netns) {
      String head =
          String.format(
              Locale.ROOT,
              "%-9s %4d %6d  %6d   %-3s %6d   %-3s  %-10s ",
              name,
              size,
              count.applyAsLong(netns),
              memory,
              pressure,
              header,
              slab,
              module);
      return head + " " + calls.replaceAll(".(?!$)", "$0  ") + "\n";
    }
  }

  private static final List<Protocol> PROTOCOLS =
      List.of(
          new Protocol(
              "PINGv6",
              1176,
              -1,
              "NI",
              0,
              "yes",
              "ipv6",
              "yyynnynnyyyynyyyyyn",
              SocketCounts::ping6),
          new Protocol(
              "RAWv6", 1176, -1, "NI", 0, "yes", "ipv6", "yyynyyynyyyynyyyynn", SocketCounts::raw6),
          new Protocol(
              "UDPLITEv6",
              1232,
              0,
              "NI",
              0,
              "yes",
              "ipv6",
              "yyynyyynyyyynnnyyyn",
              SocketCounts::none),
          new Protocol(
              "UDPv6", 1232, 0, "NI", 0, "yes", "ipv6", "yyynyyynyyyynnnyyyn", SocketCounts::udp6),
          new Protocol(
              "TCPv6",
              2344,
              0,
              "no",
              256,
              "yes",
              "ipv6",
              "yyyyyyyyyyyyynyyyyy",
              SocketCounts::tcp6),
          new Protocol(
              "PACKET",
              1376,
              -1,
              "NI",
              0,
              "no",
              "kernel",
              "nnnnnnnnnnnnnnnnnnn",
              SocketCounts::packet),
          new Protocol(
              "UNIX-STREAM",
              960,
              -1,
              "NI",
              0,
              "yes",
              "kernel",
              "ynnnnnnnnnnnnnnnynn",
              SocketCounts::none),
          new Protocol(
              "UNIX", 960, -1, "NI", 0, "yes", "kernel", "ynnnnnnnnnnnnnnnnnn", SocketCounts::none),
          new Protocol(
              "UDP-Lite",
              1072,
              0,
              "NI",
              0,
              "yes",
              "kernel",
              "yyynyyynyyyyynnyyyn",
              SocketCounts::none),
          new Protocol(
              "PING", 968, -1, "NI", 0, "yes", "kernel", "yyynnynnyyyynyyyyyn", SocketCounts::ping),
          new Protocol(
              "RAW", 976, -1, "NI", 0, "yes", "kernel", "yyynyyynyyyynyyyynn", SocketCounts::raw),
          new Protocol(
              "UDP", 1072, 0, "NI", 0, "yes", "kernel", "yyynyyynyyyyynnyyyn", SocketCounts::udp),
          new Protocol(
              "TCP",
              2184,
              0,
              "no",
              256,
              "yes",
              "kernel",
              "yyyyyyyyyyyyynyyyyy",
              SocketCounts::tcp4),
          new Protocol(
              "NETLINK",
              1048,
              -1,
              "NI",
              0,
              "no",
              "kernel",
              "nnnnnnnnnnnnnnnnnnn",
              SocketCounts::none));

  private static final String TITLES =
      "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs"
          + " se re sp bi br ha uh gp em\n";

  private SocketCounts() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("sockstat", SocketCounts::sockstat);
    machine.procFiles().addNet("sockstat6", SocketCounts::sockstat6);
    machine.procFiles().addNet("protocols", SocketCounts::protocols);
  }

  private static long none(Netns netns) {
    return 0;
  }

  private static long udp(Netns netns) {
    return numbered(netns, UdpSocket.class, Family.IPV4);
  }

  private static long udp6(Netns netns) {
    return numbered(netns, UdpSocket.class, Family.IPV6);
  }

  private static long tcp4(Netns netns) {
    return tcp(netns, Family.IPV4);
  }

  private static long tcp6(Netns netns) {
    return tcp(netns, Family.IPV6);
  }

  /// Those that listen or are connected, with a program or without.
  private static long tcp(Netns netns, Family family) {
    long count = 0;
    for (TcpEndpoint end : TcpTable.of(netns).all()) {
      TcpSocket socket = end.socket();
      boolean isLeft = end.state() == TcpState.TIME_WAIT || end.state() == TcpState.NEW_SYN_RECV;
      Family its = socket == null ? end.family() : socket.family();
      count += !isLeft && its == family ? 1 : 0;
    }
    return count;
  }

  /// All of the machine's.
  private static long allocated(Machine machine) {
    long count = TcpMemory.of(machine).orphans();
    for (Netns netns : machine.namespaces()) {
      count += Sockets.of(netns).all(TcpSocket.class).size();
    }
    return count;
  }

  private static long ping(Netns netns) {
    return numbered(netns, PingSocket.class, Family.IPV4);
  }

  private static long ping6(Netns netns) {
    return numbered(netns, PingSocket6.class, Family.IPV6);
  }

  private static long raw(Netns netns) {
    return Sockets.of(netns).all(RawSocket.class).size();
  }

  private static long raw6(Netns netns) {
    return Sockets.of(netns).all(RawSocket6.class).size();
  }

  private static long packet(Netns netns) {
    return Sockets.of(netns).all(PacketSocket.class).size();
  }

  /// Those that have a port or an identifier: only they are in a table.
  private static long numbered(Netns netns, Class<? extends IpSocket> kind, Family family) {
    return Sockets.of(netns).all(kind).stream()
        .filter(socket -> socket.family() == family && socket.localPort() != 0)
        .count();
  }

  static String sockstat(Netns netns) {
    IpStack stack = IpStack.of(netns);
    TcpTable table = TcpTable.of(netns);
    TcpMemory memory = TcpMemory.of(netns.machine());
    return "sockets: used "
        + Sockets.of(netns).all().size()
        + "\nTCP: inuse "
        + tcp(netns, Family.IPV4)
        + " orphan "
        + memory.orphans()
        + " tw "
        + table.timeWaits()
        + " alloc "
        + allocated(netns.machine())
        + " mem "
        + memory.pages()
        + "\nUDP: inuse "
        + udp(netns)
        + " mem 0\nUDPLITE: inuse 0\nRAW: inuse "
        + raw(netns)
        + "\nFRAG: "
        + incomplete(stack.incompletePackets(), stack.incompleteBytes());
  }

  static String sockstat6(Netns netns) {
    Ip6Netns ip6 = Ip6Netns.of(netns);
    return "TCP6: inuse "
        + tcp(netns, Family.IPV6)
        + "\nUDP6: inuse "
        + udp6(netns)
        + "\nUDPLITE6: inuse 0\nRAW6: inuse "
        + raw6(netns)
        + "\nFRAG6: "
        + incomplete(ip6.incompletePackets(), ip6.incompleteBytes());
  }

  private static String incomplete(int packets, int bytes) {
    return "inuse " + packets + " memory " + bytes + "\n";
  }

  static String protocols(Netns netns) {
    StringBuilder text = new StringBuilder(TITLES);
    for (Protocol protocol : PROTOCOLS) {
      text.append(protocol.line(netns));
    }
    return text.toString();
  }
}
