package dev.patchbay.stack.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.core.PacketTap;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The lines are those that Linux 6.1 printed for the same sockets; buckets, inodes and addresses
/// of kernel memory are its own matter.
class SocketFilesTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");

  private static String line(String table, int number) {
    return table
        .lines()
        .skip(number)
        .findFirst()
        .orElseThrow()
        .replaceFirst("^ *\\d+:", "N:")
        .replaceFirst("\\d+ 2 [0-9a-f]{16}", "INODE 2 POINTER");
  }

  @Test
  void showsUdpSocketsOfBothFamilies() throws SocketException {
    UdpSocket mapped = new UdpSocket(red, Family.IPV6, "a");
    mapped.bind(Ip.of("::ffff:127.0.0.1"), 5000);
    UdpSocket four = new UdpSocket(red, Family.IPV4, "b");
    four.send(new byte[100], Ip.LOOPBACK4, 5000, Control.NONE);
    lab.passMillis(1);

    String table = SocketFiles.udp(red);
    String table6 = SocketFiles.udp6(red);

    assertThat(line(table, 1).stripTrailing())
        .startsWith("N: 00000000:")
        .endsWith(
            " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
                + " INODE 2 POINTER 0");
    assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSize(127));
    assertThat(line(table6, 1))
        .isEqualTo(
            "N: 0000000000000000FFFF00000100007F:1388 00000000000000000000000000000000:0000 07"
                + " 00000000:00000300 00:00000000 00000000     0        0 INODE 2 POINTER 0");
    mapped.close();
    four.close();
  }

  @Test
  void showsRawPingAndPacketSockets() throws SocketException {
    RawSocket raw = new RawSocket(red, IpProtocol.ICMP, "a");
    PingSocket ping = new PingSocket(red, "b");
    assertThat(SocketFiles.icmp(red).lines()).hasSize(1);
    ping.bind(Ip.LOOPBACK4);
    PacketSocket packet = new PacketSocket(red, true, 0x0806, "c");
    PacketSocket all = new PacketSocket(red, false, PacketTap.ALL, "d");

    assertThat(line(SocketFiles.raw(red), 1))
        .isEqualTo(
            "N: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                + "        0 INODE 2 POINTER 0");
    assertThat(line(SocketFiles.icmp(red), 1)).startsWith("N: 0100007F:0001 00000000:0000 07 ");
    assertThat(SocketFiles.packet(red).lines().skip(1).map(line -> line.substring(16, 47)))
        .containsExactly(" 3      2    0608   0     1 0  ", " 3      3    0300   0     1 0  ");
    raw.close();
    ping.close();
    packet.close();
    all.close();
  }

  @Test
  void countsThemByKind() throws SocketException {
    UdpSocket unbound = new UdpSocket(red, Family.IPV4, "a");
    UdpSocket bound = new UdpSocket(red, Family.IPV4, "b");
    bound.bind(Ip.ANY4, 53);

    assertThat(SocketCounts.sockstat(red))
        .isEqualTo(
            """
            sockets: used 2
            TCP: inuse 0 orphan 0 tw 0 alloc 0 mem 0
            UDP: inuse 1 mem 0
            UDPLITE: inuse 0
            RAW: inuse 0
            FRAG: inuse 0 memory 0
            """);
    assertThat(SocketCounts.protocols(red).lines().filter(line -> line.startsWith("UDP ")))
        .containsExactly(
            "UDP       1072      1       0   NI       0   yes  kernel      y  y  y  n  y  y  y  n "
                + " y  y  y  y  y  n  n  y  y  y  n");
    unbound.close();
    bound.close();
    assertThat(SocketCounts.sockstat(red)).startsWith("sockets: used 0\n");
  }
}
