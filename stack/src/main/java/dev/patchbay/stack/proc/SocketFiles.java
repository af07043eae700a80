package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.Socket;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A line a socket: `/proc/net/udp`, `raw`, `icmp`, their twins for IPv6, and `packet`. In the
/// kernel's order: by the bucket of its hash table, in it the newest first.
final class SocketFiles {
  private static final String TITLES =
      "sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops";
  private static final String TITLES6 =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

  /// Columns of a line that is filled up with blanks (`seq_setwidth`).
  private static final int WIDTH = 127;

  private static final int UDP_BUCKETS = 1024;
  private static final int RAW_BUCKETS = 256;
  private static final int PING_BUCKETS = 64;

  /// `TCP_ESTABLISHED` and `TCP_CLOSE`, which sockets without connections borrow.
  private static final int CONNECTED = 1;

  private static final int UNCONNECTED = 7;

  private SocketFiles() {}

  static void add(Machine machine) {
    var files = machine.procFiles();
    files.addNet("udp", SocketFiles::udp);
    files.addNet("udp6", SocketFiles::udp6);
    files.addNet("udplite", netns -> filled("   " + TITLES));
    files.addNet("udplite6", netns -> TITLES6);
    files.addNet("raw", SocketFiles::raw);
    files.addNet(
        "raw6", netns -> table6(newestFirst(netns, RawSocket6.class), SocketFiles::rawBucket));
    files.addNet("icmp", SocketFiles::icmp);
    files.addNet(
        "icmp6", netns -> table6(numbered(netns, PingSocket6.class), SocketFiles::pingBucket));
    files.addNet("packet", SocketFiles::packet);
    files.addNet("unix", netns -> "Num       RefCount Protocol Flags    Type St Inode Path\n");
  }

  // ---- which sockets

  private static <S extends Socket> List<S> newestFirst(Netns netns, Class<S> kind) {
    return Sockets.of(netns).all(kind).reversed();
  }

  /// Those that have a port or an identifier: only they are in a table.
  private static <S extends IpSocket> List<S> numbered(Netns netns, Class<S> kind) {
    return newestFirst(netns, kind).stream().filter(socket -> socket.localPort() != 0).toList();
  }

  private static List<UdpSocket> udpSockets(Netns netns, Family family) {
    return numbered(netns, UdpSocket.class).stream()
        .filter(socket -> socket.family() == family)
        .toList();
  }

  private static <S> List<S> sorted(List<S> sockets, ToIntFunction<? super S> bucket) {
    List<S> sorted = new ArrayList<>(sockets);
    sorted.sort(Comparator.comparingInt(bucket));
    return sorted;
  }

  private static int udpBucket(IpSocket socket) {
    return socket.localPort() & (UDP_BUCKETS - 1);
  }

  private static int rawBucket(IpSocket socket) {
    return socket.protocol() & (RAW_BUCKETS - 1);
  }

  private static int pingBucket(IpSocket socket) {
    return socket.localPort() & (PING_BUCKETS - 1);
  }

  // ---- the tables

  static String udp(Netns netns) {
    StringBuilder text = new StringBuilder(filled("   " + TITLES));
    for (UdpSocket socket : sorted(udpSockets(netns, Family.IPV4), SocketFiles::udpBucket)) {
      text.append(filled(line(socket, "%5d: ", udpBucket(socket))));
    }
    return text.toString();
  }

  static String udp6(Netns netns) {
    return table6(udpSockets(netns, Family.IPV6), SocketFiles::udpBucket);
  }

  static String icmp(Netns netns) {
    StringBuilder text = new StringBuilder(filled("  " + TITLES));
    for (PingSocket socket : sorted(numbered(netns, PingSocket.class), SocketFiles::pingBucket)) {
      text.append(filled(line(socket, "%5d: ", pingBucket(socket))));
    }
    return text.toString();
  }

  static String raw(Netns netns) {
    StringBuilder text = new StringBuilder("  ").append(TITLES).append('\n');
    for (RawSocket socket : sorted(newestFirst(netns, RawSocket.class), SocketFiles::rawBucket)) {
      text.append(line(socket, "%4d: ", rawBucket(socket))).append('\n');
    }
    return text.toString();
  }

  private static String table6(
      List<? extends IpSocket> sockets, ToIntFunction<? super IpSocket> bucket) {
    StringBuilder text = new StringBuilder(TITLES6);
    for (IpSocket socket : sorted(sockets, bucket)) {
      text.append(line(socket, "%5d: ", bucket.applyAsInt(socket))).append('\n');
    }
    return text.toString();
  }

  private static String filled(String line) {
    return line + " ".repeat(Math.max(0, WIDTH - line.length())) + "\n";
  }

  private static String line(IpSocket socket, String number, int bucket) {
    Ip remote = socket.remote();
    int port =
        socket instanceof RawSocket || socket instanceof RawSocket6
            ? socket.protocol()
            : socket.localPort();
    return String.format(
        Locale.ROOT,
        number + "%s:%04X %s:%04X %02X %08X:%08X 00:00000000 00000000 %5d %8d %d 2 %016x %d",
        bucket,
        address(socket.family(), socket.local()),
        port,
        address(socket.family(), remote),
        socket.remotePort(),
        remote == null ? UNCONNECTED : CONNECTED,
        0,
        socket.receiveQueued(),
        socket.user(),
        0,
        socket.inode(),
        pointer(socket),
        socket.drops());
  }

  /// What stands for a kernel address: `%pK` never shows the real one.
  static long pointer(Socket socket) {
    return pointer(socket.inode());
  }

  static long pointer(long inode) {
    return (inode * 0x9e3779b97f4a7c15L) >>> 32;
  }

  /// Words of four bytes, each as this machine, a little-endian one, sees it.
  static String address(Family family, @Nullable Ip ip) {
    if (family == Family.IPV4) {
      return word(ip == null ? 0 : ip.toInt());
    }
    boolean mapped = ip != null && ip.isV4();
    long hi = ip == null || mapped ? 0 : ip.hi();
    long lo = ip == null ? 0 : mapped ? 0xffff_0000_0000L | ip.hi() >>> 32 : ip.lo();
    return word((int) (hi >>> 32)) + word((int) hi) + word((int) (lo >>> 32)) + word((int) lo);
  }

  private static String word(int bits) {
    return String.format(Locale.ROOT, "%08X", Integer.reverseBytes(bits));
  }

  // ---- packet sockets

  static String packet(Netns netns) {
    StringBuilder text =
        new StringBuilder("sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n");
    for (PacketSocket socket : Sockets.of(netns).all(PacketSocket.class)) {
      NetDevice device = socket.device();
      text.append(
          String.format(
              Locale.ROOT,
              "%016x %-6d %-4d %04x   %-5d %d %-6d %-6d %-6d\n",
              pointer(socket),
              socket.protocol() == 0 ? 2 : 3,
              socket.isCooked() ? 2 : 3,
              // As the kernel keeps it: in the order of the wire.
              Short.toUnsignedInt(Short.reverseBytes((short) socket.protocol())),
              device == null ? 0 : device.index(),
              socket.protocol() == 0 ? 0 : 1,
              socket.receiveQueued(),
              socket.user(),
              socket.inode()));
    }
    return text.toString();
  }
}
