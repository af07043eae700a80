package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Groups;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpTimer;
import dev.patchbay.tools.sockets.InetRow;
import dev.patchbay.tools.sockets.SocketOwner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `netstat` shows sockets: those above IP, unix ones, of which the lab has none, and group
/// memberships.
final class SocketList {
  private static final int ADDRESS_WIDTH = 23;
  private static final int STATE_CLOSED = 7;

  private static final List<InetRow.Transport> SHOWN =
      List.of(InetRow.Transport.TCP, InetRow.Transport.UDP, InetRow.Transport.RAW);

  /// The options that ask for one kind alone.
  private static final Map<InetRow.Transport, String> LETTERS =
      Map.of(InetRow.Transport.TCP, "t", InetRow.Transport.UDP, "u", InetRow.Transport.RAW, "w");

  private static final Set<String> OF_INET = Set.of("t", "u", "U", "S", "w");

  private final Process process;
  private final Netstat.Options options;
  private final InetNames names;

  SocketList(Process process, Netstat.Options options) {
    this.process = process;
    this.options = options;
    this.names = new InetNames(process);
  }

  /// Shows what the options choose; returns the exit status.
  int show() throws FileException {
    FamilyOption families = options.families();
    boolean kinds = OF_INET.stream().anyMatch(options::has);
    boolean inet = families.has(AddressFamily.INET) || families.has(AddressFamily.INET6);
    boolean unix = options.has("x") || families.has(AddressFamily.UNIX);
    boolean groups = options.has("g");
    boolean everything = !kinds && !inet && !unix && !groups;
    int status = 0;
    if (options.has("S")) {
      process.complain("netstat: no support for `AF INET (sctp)' on this system.");
      status = 1;
    }
    if (kinds || inet || everything) {
      inet(kinds);
    }
    if (unix || everything) {
      process.out().print("Active UNIX domain sockets (" + which() + ")\n");
      process.out().print("Proto RefCnt Flags       Type       State         I-Node   Path\n");
    }
    if (groups) {
      groups();
    }
    return status;
  }

  private String which() {
    if (options.has("l")) {
      return "only servers";
    }
    return options.has("a") ? "servers and established" : "w/o servers";
  }

  // ---- sockets

  private void inet(boolean kinds) throws FileException {
    StringBuilder text = new StringBuilder("Active Internet connections (" + which() + ")\n");
    text.append("Proto Recv-Q Send-Q Local Address           Foreign Address         State      ");
    if (options.has("e")) {
      text.append(" User       Inode     ");
    }
    if (options.has("p")) {
      text.append(" PID/Program name    ");
    }
    if (options.has("o")) {
      text.append(" Timer");
    }
    text.append('\n');
    List<InetRow> rows = InetRow.all(process.netns());
    for (InetRow.Transport transport : SHOWN) {
      String letter = LETTERS.getOrDefault(transport, "");
      for (InetRow row : rows) {
        boolean isChosen = row.transport() == transport && (!kinds || options.has(letter));
        if (isChosen && isShown(row)) {
          line(text, row);
        }
      }
    }
    process.out().print(text);
  }

  private boolean isShown(InetRow row) {
    FamilyOption families = options.families();
    boolean v4 = families.has(AddressFamily.INET);
    boolean v6 = families.has(AddressFamily.INET6);
    boolean ofFamily = v4 == v6 || (row.family() == Family.IPV4) == v4;
    boolean listens = !row.isConnected();
    boolean ofState = options.has("a") || listens == options.has("l");
    return ofFamily && ofState;
  }

  private void line(StringBuilder text, InetRow row) {
    boolean isRaw = row.transport() == InetRow.Transport.RAW;
    String protocol = row.transport().word() + (row.family() == Family.IPV6 ? "6" : "");
    boolean isTcp = row.transport() == InetRow.Transport.TCP;
    String none = isRaw ? Integer.toString(STATE_CLOSED) : "";
    String state = isTcp || row.isConnected() ? row.state().name() : none;
    text.append(
        "%-5s %6d %6d %-23s %-23s %-11s"
            .formatted(
                protocol,
                row.received(),
                row.state() == TcpState.LISTEN ? 0 : row.sent(),
                address(row, row.local(), row.localPort()),
                address(row, row.remote(), row.remotePort()),
                state));
    if (options.has("e")) {
      text.append(" %-10s %-10d".formatted(user(row), row.inode()));
    }
    if (options.has("p")) {
      text.append(" %-20s".formatted(program(row)));
    }
    if (options.has("o")) {
      text.append(' ').append(timer(row.end()));
    }
    text.append('\n');
  }

  private String user(InetRow row) {
    boolean numeric = options.has("n") || options.has("numeric-users");
    return !numeric && row.user() == 0 ? "root" : "" + row.user();
  }

  private String timer(@Nullable TcpEndpoint end) {
    if (end == null || end.timer() == TcpTimer.NONE) {
      return "off (0.00/0/0)";
    }
    double left = Math.max(0, end.timerExpires() - process.loop().now()) / 1e9;
    String name = end.timer() == TcpTimer.PROBE ? "probe" : end.timer().text();
    TcpSocket socket = end.socket();
    int probes = socket == null ? 0 : socket.info().probes();
    return String.format(Locale.ROOT, "%s (%.2f/%d/%d)", name, left, end.retransmits(), probes);
  }

  private String program(InetRow row) {
    IpSocket socket = row.socket();
    if (socket == null) {
      return "-";
    }
    List<SocketOwner> owners = SocketOwner.of(socket, process.machine());
    return owners.isEmpty() ? "-" : owners.getFirst().pid() + "/" + owners.getFirst().name();
  }

  private String address(InetRow row, Ip ip, int port) {
    boolean isRaw = row.transport() == InetRow.Transport.RAW;
    String service = "*";
    if (port != 0) {
      service = names.service(port, row.transport().word(), isRaw || options.numericPorts());
    }
    String host = host(ip);
    int room = ADDRESS_WIDTH - 1 - service.length();
    boolean isCut = !options.has("W") && host.length() > room;
    return (isCut ? host.substring(0, room) : host) + ":" + service;
  }

  private String host(Ip ip) {
    if (ip.isUnspecified()) {
      boolean bare = ip.isV4() || options.numericHosts();
      return bare ? ip.text() : "[" + ip.text() + "]";
    }
    return names.host(ip, options.numericHosts());
  }

  // ---- groups

  private void groups() throws FileException {
    StringBuilder text =
        new StringBuilder(
            """
            IPv6/IPv4 Group Memberships
            Interface       RefCnt Group
            --------------- ------ ---------------------
            """);
    FamilyOption families = options.families();
    boolean v4 = families.has(AddressFamily.INET);
    boolean v6 = families.has(AddressFamily.INET6);
    if (v4 || !v6) {
      groups(text, Family.IPV4);
    }
    if (v6 || !v4) {
      groups(text, Family.IPV6);
    }
    process.out().print(text);
  }

  private void groups(StringBuilder text, Family family) {
    for (NetDevice device : process.netns().devices()) {
      InetDevice inet = InetDevice.of(device, family);
      Groups groups = inet == null ? null : inet.groups();
      for (int i = 0; groups != null && i < groups.count(); i++) {
        String group = names.host(new Ip(family, groups.hi(i), groups.lo(i)), options.has("n"));
        text.append("%-15s %-6d %s\n".formatted(device.name(), groups.users(i), group));
      }
    }
  }
}
