package dev.patchbay.tools.ss;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.Socket;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpStatistics;
import dev.patchbay.stack.tcp.TcpTimer;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.sockets.InetRow;
import dev.patchbay.tools.sockets.Services;
import dev.patchbay.tools.sockets.SocketOwner;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The listing itself: sockets of netlink, packet sockets, those above IP.
final class SocketListing {
  /// A socket of netlink that the kernel has: the name of the protocol and its number.
  private record KernelSocket(String name, int protocol, int queued) {}

  private static final int DIAGNOSIS = 4;
  private static final long MILLISECOND = 1_000_000;

  private static final List<KernelSocket> OF_THE_KERNEL =
      List.of(
          new KernelSocket("rtnl", 0, 0),
          new KernelSocket("tcpdiag", DIAGNOSIS, 768),
          new KernelSocket("audit", 9, 0),
          new KernelSocket("fiblookup", 10, 0),
          new KernelSocket("uevent", 15, 0),
          new KernelSocket("genl", 16, 0));

  private final Process process;
  private final Selection selection;
  private final Set<String> letters;
  private final Predicate<InetRow> filter;
  private final Services services;
  private final Columns columns;
  private final StringBuilder secrets = new StringBuilder();
  private final @Nullable List<InetRow> recorded;

  /// A listing with the sockets of TCP that are `recorded`, or those of the namespace.
  SocketListing(
      Process process,
      Selection selection,
      Set<String> letters,
      Predicate<InetRow> filter,
      @Nullable List<InetRow> recorded) {
    this.process = process;
    this.selection = selection;
    this.letters = letters;
    this.filter = filter;
    this.services = new Services(process);
    this.recorded = recorded;
    this.columns = new Columns(!letters.contains("H"));
  }

  String text() {
    if (selection.hasOneTable()) {
      columns.hide(Columns.NETID);
    }
    if (selection.hasOneState()) {
      columns.hide(Columns.STATE);
    }
    if (selection.has(Selection.Table.NETLINK) && selection.has(State.CLOSED)) {
      netlink();
    }
    if (selection.has(Selection.Table.PACKET_RAW) || selection.has(Selection.Table.PACKET_DGRAM)) {
      packet();
    }
    List<InetRow> rows = InetRow.all(process.netns());
    if (selection.has(Selection.Table.RAW)) {
      inet(rows, InetRow.Transport.RAW);
    }
    if (selection.has(Selection.Table.UDP)) {
      inet(rows, InetRow.Transport.UDP);
    }
    if (selection.has(Selection.Table.TCP)) {
      inet(recorded == null ? rows : recorded, InetRow.Transport.TCP);
    }
    return secrets + columns.text();
  }

  private boolean isNumeric() {
    return letters.contains("n");
  }

  private static String queue(long bytes) {
    return "%-6d".formatted(bytes);
  }

  // ---- netlink

  private void netlink() {
    for (KernelSocket socket : OF_THE_KERNEL) {
      if (socket.protocol() == DIAGNOSIS) {
        String own = isNumeric() ? "" + process.pid() : process.name() + "/" + process.pid();
        netlink(socket, 4352, own);
      }
      netlink(socket, socket.queued(), isNumeric() ? "0" : "kernel");
    }
  }

  private void netlink(KernelSocket socket, int queued, String port) {
    String protocol = isNumeric() ? "" + socket.protocol() : socket.name();
    columns.add("nl", "UNCONN", queue(queued), queue(0), protocol + ":", port, "*", "", "");
  }

  // ---- packet sockets

  private void packet() {
    if (!selection.has(State.CLOSED)) {
      return;
    }
    for (PacketSocket socket : Sockets.of(process.netns()).all(PacketSocket.class)) {
      boolean cooked = socket.isCooked();
      Selection.Table table = cooked ? Selection.Table.PACKET_DGRAM : Selection.Table.PACKET_RAW;
      if (selection.has(table)) {
        NetDevice device = socket.device();
        columns.add(
            cooked ? "p_dgr" : "p_raw",
            "UNCONN",
            queue(socket.receiveQueued()),
            queue(0),
            etherType(socket.protocol()) + ":",
            device == null ? "*" : device.name(),
            "*",
            "",
            about(socket));
      }
    }
  }

  private String etherType(int type) {
    if (isNumeric()) {
      return "[" + type + "]";
    }
    return switch (type) {
      case 0x0003 -> "*";
      case 0x0800 -> "ip";
      case 0x0806 -> "arp";
      case 0x86dd -> "ipv6";
      default -> "[" + type + "]";
    };
  }

  // ---- above IP

  private void inet(List<InetRow> rows, InetRow.Transport transport) {
    for (InetRow row : rows) {
      State state = State.of(row.state());
      boolean isAsked =
          row.recorded() != null || (selection.has(row.family()) && selection.has(state));
      if (row.transport() == transport && isAsked && filter.test(row)) {
        columns.add(
            transport.word(),
            state.shown(),
            queue(row.received()),
            queue(row.sent()),
            address(row, row.local()) + bound(row) + ":",
            port(row, row.localPort()),
            address(row, row.remote()) + ":",
            port(row, row.remotePort()),
            about(row));
      }
    }
  }

  private String address(InetRow row, Ip ip) {
    if (ip.isUnspecified() && ip.isV6()) {
      boolean onlyV6 = row.isV6Only() || row.isConnected();
      return onlyV6 ? "[::]" : "*";
    }
    String name = letters.contains("r") ? Hosts.of(process).name(ip) : null;
    if (name != null && !ip.isUnspecified()) {
      return name;
    }
    return ip.isV4() ? ip.text() : "[" + ip.text() + "]";
  }

  private static String bound(InetRow row) {
    NetDevice device = row.boundDevice();
    return device == null ? "" : "%" + device.name();
  }

  private String port(InetRow row, int port) {
    if (port == 0) {
      return "*";
    }
    if (isNumeric()) {
      return Integer.toString(port);
    }
    return row.transport() == InetRow.Transport.RAW
        ? services.protocol(port)
        : services.name(port, row.transport().word());
  }

  // ---- what options add

  private String about(Socket socket) {
    StringBuilder text = new StringBuilder();
    if (wantsOwners()) {
      text.append(owners(socket));
    }
    if (letters.contains("e")) {
      details(text, socket.user(), socket.inode());
    }
    if (letters.contains("m")) {
      text.append(' ').append(memory(socket));
    }
    return text.toString();
  }

  private boolean wantsOwners() {
    return letters.contains("p") || letters.contains("T");
  }

  private static void details(StringBuilder text, int user, long inode) {
    text.append(user == 0 ? "" : " uid:" + user);
    text.append(" ino:").append(inode).append(" sk:").append(inode);
  }

  private String about(InetRow row) {
    StringBuilder text = new StringBuilder();
    IpSocket socket = row.socket();
    if (wantsOwners() && socket != null) {
      text.append(owners(socket));
    }
    if (letters.contains("o") && row.end() != null) {
      timer(text, row.end());
    }
    if (letters.contains("e")) {
      details(text, row.user(), row.inode());
      if (socket != null) {
        text.append(" cgroup:unreachable:1");
        text.append(row.family() == Family.IPV6 ? " v6only:" + (row.isV6Only() ? 1 : 0) : "");
        text.append(' ').append(shut(row.state()));
      }
    }
    if (letters.contains("tos") && socket != null) {
      text.append(" tos:").append(hexadecimal(socket.tos()));
      text.append(row.family() == Family.IPV6 ? " tclass:" + hexadecimal(socket.tos()) : "");
      text.append(" class_id:0");
    }
    if (letters.contains("inet-sockopt") && socket != null) {
      text.append(letters.contains("O") ? "" : "\n\t").append(options(socket));
    }
    boolean wantsInfo = letters.contains("i") && row.transport() == InetRow.Transport.TCP;
    if (letters.contains("m") || wantsInfo) {
      text.append(letters.contains("O") ? "" : "\n\t");
      text.append(letters.contains("m") && socket != null ? " " + memory(socket) : "");
      if (wantsInfo && socket instanceof TcpSocket tcp) {
        text.append(TcpText.of(tcp, letters.contains("o"), isNumeric()));
        secrets.append(TcpText.secrets(tcp));
      }
    }
    return text.toString();
  }

  private static String hexadecimal(int value) {
    return value == 0 ? "0" : "0x" + Integer.toHexString(value);
  }

  private static String options(IpSocket socket) {
    StringBuilder names = new StringBuilder("inet-sockopt: (");
    names.append(socket.receivesErrors() ? " recverr" : "");
    names.append(socket instanceof TcpSocket ? " is_icsk" : "");
    names.append(socket.transparent() ? " transparent" : "");
    names.append(socket.multicastLoop() ? " mc_loop" : "");
    return names.append(" mc_all)").toString();
  }

  /// Which ways are open: receiving on the left, sending on the right.
  private static String shut(TcpState state) {
    boolean sent =
        switch (state) {
          case FIN_WAIT1, FIN_WAIT2, CLOSING, LAST_ACK -> true;
          default -> false;
        };
    boolean received =
        switch (state) {
          case CLOSE_WAIT, CLOSING, LAST_ACK -> true;
          default -> false;
        };
    return (received ? "-" : "<") + "-" + (sent ? "-" : ">");
  }

  private void timer(StringBuilder text, TcpEndpoint end) {
    TcpTimer timer = end.timer();
    if (timer != TcpTimer.NONE) {
      long millis = Math.max(0, end.timerExpires() - process.loop().now()) / MILLISECOND;
      text.append(" timer:(").append(timer.text()).append(',').append(time(millis));
      text.append(',').append(attempts(end)).append(')');
    }
  }

  /// How often what the timer sends was sent without an answer (`idiag_retrans`).
  private static int attempts(TcpEndpoint end) {
    TcpStatistics statistics = end.statistics();
    return end.timer() == TcpTimer.KEEPALIVE && statistics != null
        ? statistics.probes()
        : end.retransmits();
  }

  /// A time in minutes, seconds and milliseconds, as far as they matter.
  private static String time(long millis) {
    long minutes = millis / 60_000;
    long seconds = minutes > 9 ? 0 : millis / 1000 % 60;
    long rest = minutes > 0 || seconds > 9 ? 0 : millis % 1000;
    String text = minutes > 0 ? minutes + "min" : "";
    if (seconds > 0) {
      text += seconds + (rest > 0 ? "." : "sec");
    }
    return rest > 0 ? text + "%03dms".formatted(rest) : text;
  }

  private String owners(Socket socket) {
    StringBuilder owners = new StringBuilder();
    for (SocketOwner owner : SocketOwner.of(socket, process.machine())) {
      owners.append(owners.isEmpty() ? " users:(" : ",");
      owners.append("(\"").append(owner.name()).append("\",pid=").append(owner.pid());
      owners.append(letters.contains("T") ? ",tid=" + owner.pid() : "");
      owners.append(",fd=").append(owner.descriptor()).append(')');
    }
    return owners.isEmpty() ? "" : owners.append(')').toString();
  }

  private static String memory(Socket socket) {
    if (socket instanceof TcpSocket tcp) {
      return "skmem:(r%d,rb%d,t%d,tb%d,f%d,w%d,o0,bl0,d%d)"
          .formatted(
              tcp.receiveCharged(),
              tcp.receiveBuffer(),
              tcp.queuedCharged(),
              tcp.sendBuffer(),
              tcp.spareMemory(),
              tcp.sendCharged(),
              tcp.drops());
    }
    return "skmem:(r%d,rb%d,t0,tb212992,f0,w0,o0,bl0,d%d)"
        .formatted(socket.receiveQueued(), socket.receiveBuffer(), socket.drops());
  }
}
