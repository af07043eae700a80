package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpStatistics;
import dev.patchbay.stack.tcp.TcpTable;
import dev.patchbay.stack.tcp.TcpTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `/proc/net/tcp` and `tcp6` (proc_net_tcp.rst in the kernel's documentation): a line each for
/// those that listen, then for connections and what is left of them.
final class TcpFiles {
  private static final String TITLES =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode";
  private static final String TITLES6 =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  /// Columns of a line of `tcp`, which is filled up with blanks.
  private static final int WIDTH = 149;

  /// A hundredth of a second, the unit of times in these files, in nanoseconds and microseconds.
  private static final long TICK = 10_000_000;

  private static final int TICK_MICROS = 10_000;

  private TcpFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("tcp", TcpFiles::tcp);
    machine.procFiles().addNet("tcp6", TcpFiles::tcp6);
  }

  static String tcp(Netns netns) {
    StringBuilder text = new StringBuilder();
    filled(text, TITLES);
    int number = 0;
    for (TcpEndpoint end : ordered(netns, Family.IPV4)) {
      filled(text, line(netns, number++, end, Family.IPV4));
    }
    return text.toString();
  }

  static String tcp6(Netns netns) {
    StringBuilder text = new StringBuilder(TITLES6);
    int number = 0;
    for (TcpEndpoint end : ordered(netns, Family.IPV6)) {
      text.append(line(netns, number++, end, Family.IPV6)).append('\n');
    }
    return text.toString();
  }

  private static void filled(StringBuilder text, String line) {
    text.append(line).repeat(' ', Math.max(0, WIDTH - line.length())).append('\n');
  }

  private static List<TcpEndpoint> ordered(Netns netns, Family family) {
    List<TcpEndpoint> listeners = new ArrayList<>();
    List<TcpEndpoint> others = new ArrayList<>();
    for (TcpEndpoint end : TcpTable.of(netns).all()) {
      TcpSocket socket = end.socket();
      if ((socket == null ? end.family() : socket.family()) == family) {
        (end.state() == TcpState.LISTEN ? listeners : others).add(end);
      }
    }
    listeners.addAll(others);
    return listeners;
  }

  private static String line(Netns netns, int number, TcpEndpoint end, Family family) {
    boolean isRequest = end.state() == TcpState.NEW_SYN_RECV;
    TcpTimer timer = end.timer();
    long left = timer == TcpTimer.NONE ? 0 : end.timerExpires() - netns.world().loop().now();
    TcpSocket socket = end.socket();
    return String.format(
        Locale.ROOT,
        "%4d: %s:%04X %s:%04X %02X %08X:%08X %02X:%08X %08X %s",
        number,
        SocketFiles.address(family, end.local()),
        end.localPort(),
        SocketFiles.address(family, end.remote()),
        end.remotePort(),
        isRequest ? TcpState.SYN_RECV.number() : end.state().number(),
        socket == null ? 0 : socket.unacknowledged(),
        socket == null ? 0 : received(socket),
        timer.number(),
        Math.max(0, left) / TICK,
        end.retransmits(),
        socket == null ? withoutSocket(end) : withSocket(socket));
  }

  private static int received(TcpSocket socket) {
    return socket.state() == TcpState.LISTEN ? socket.waiting() : socket.unread();
  }

  private static String withoutSocket(TcpEndpoint end) {
    boolean isRequest = end.state() == TcpState.NEW_SYN_RECV;
    return "%5d %8d %d %d %016x"
        .formatted(0, 0, 0, isRequest ? 1 : 3, (long) end.localPort() << 16);
  }

  private static String withSocket(TcpSocket socket) {
    TcpStatistics info = socket.info();
    boolean isListening = socket.state() == TcpState.LISTEN;
    boolean isLimited = info.threshold() < Integer.MAX_VALUE;
    return "%5d %8d %d %d %016x %d %d %d %d %d"
        .formatted(
            socket.user(),
            info.probes(),
            socket.inode(),
            isListening ? 1 : 2,
            SocketFiles.pointer(socket),
            isListening ? 100 : info.timeout() / TICK_MICROS,
            info.ackTimeout() / TICK_MICROS,
            0,
            info.window(),
            isListening ? 0 : isLimited ? info.threshold() : -1);
  }
}
