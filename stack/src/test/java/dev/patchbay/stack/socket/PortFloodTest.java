package dev.patchbay.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A program that opens sockets and closes none, until no port is left.
class PortFloodTest {
  private static final int PORTS = 100;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns host = lab.netns("host");
  private final Netns other = lab.netns("other");
  private final Cable eth0 = Cable.between(host, "eth0", other, "eth0");
  private final List<UdpSocket> open = new ArrayList<>();
  private int refused;

  @AfterEach
  void close() {
    open.forEach(UdpSocket::close);
  }

  PortFloodTest() {
    lab.address(eth0, "10.0.0.1/24");
    lab.address(eth0.peer(), "10.0.0.2/24");
    lab.sysctl(host, "net/ipv4/ip_local_port_range", "40000 " + (40_000 + PORTS - 1));
  }

  private UdpSocket send(Netns netns) throws SocketException {
    UdpSocket socket = new UdpSocket(netns, Family.IPV4, "test");
    open.add(socket);
    String to = netns == host ? "10.0.0.2" : "10.0.0.1";
    socket.send(new byte[] {'x'}, Ip.of(to), 9, Control.NONE);
    return socket;
  }

  private void flood(int sockets) {
    for (int i = 0; i < sockets; i++) {
      try {
        send(host);
      } catch (SocketException e) {
        assertThat(e.errno()).isEqualTo(Errno.EAGAIN);
        refused++;
      }
    }
  }

  @Test
  void costsOnlyTheNamespaceItIsIn() throws SocketException {
    flood(3 * PORTS);

    assertThat(refused).isEqualTo(2 * PORTS);
    assertThat(send(other).localPort()).isPositive();
  }

  @Test
  void givesPortsBackWhenSocketsClose() throws SocketException {
    flood(2 * PORTS);
    open.forEach(UdpSocket::close);
    lab.passMillis(10);

    assertThat(lab.ledger().queued()).isZero();
    assertThat(send(host).localPort()).isBetween(40_000, 40_000 + PORTS - 1);
  }
}
