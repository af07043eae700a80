package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.RoughPath;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many connections through a path that loses packets, twice with one seed.
class SameEveryTimeTest {
  private static final int CONNECTIONS = Integer.getInteger("tcp.connections", 200);

  @Test
  void sameBytesAtTheSameNanoseconds() throws SocketException {
    List<String> first = run();

    List<String> second = run();

    assertThat(second).isEqualTo(first);
    assertThat(first).hasSizeGreaterThan(CONNECTIONS);
  }

  /// What came, and when; at the end, what was counted.
  private static List<String> run() throws SocketException {
    TestLab lab = TestLab.withoutIpv6();
    Netns red = lab.netns("red");
    Netns blue = lab.netns("blue");
    Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    cable.roughen(path(lab, "there"), path(lab, "back"));
    TcpSocket listener = new TcpSocket(blue, Family.IPV4, "listener");
    listener.bind(Ip.of("10.0.0.2"), 80);
    listener.listen(CONNECTIONS);
    List<TcpSocket> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      TcpSocket client = new TcpSocket(red, Family.IPV4, "client");
      client.connect(Ip.of("10.0.0.2"), 80);
      clients.add(client);
    }
    return converse(lab, listener, clients);
  }

  private static RoughPath path(TestLab lab, String name) {
    RoughPath path = new RoughPath(lab.world, name);
    path.lossPerMille = 10;
    path.delay = 5000;
    path.jitter = 1000;
    return path;
  }

  private static List<String> converse(TestLab lab, TcpSocket listener, List<TcpSocket> clients)
      throws SocketException {
    List<String> seen = new ArrayList<>();
    List<TcpSocket> servers = new ArrayList<>();
    byte[] data = new byte[30_000];
    byte[] into = new byte[data.length];
    for (int round = 0; round < 400; round++) {
      lab.passMillis(5);
      for (TcpSocket accepted = listener.accept(); accepted != null; accepted = listener.accept()) {
        servers.add(accepted);
      }
      for (TcpSocket client : clients) {
        if (round < 40 && client.isConnected()) {
          client.send(data, 0, 1000 + 10 * round);
        }
      }
      for (TcpSocket server : servers) {
        int count = server.receive(into, 0, into.length);
        if (count > 0) {
          seen.add(lab.loop.now() + " " + server.remotePort() + " " + count);
        }
      }
    }
    seen.add(lab.ledger() + " " + lab.loop.events());
    clients.forEach(TcpSocket::close);
    servers.forEach(TcpSocket::close);
    return seen;
  }
}
