package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.udp.UdpSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the rules of a transparent proxy give to a socket that may have addresses of others.
class TransparentProxyTest {
  private static final int PORT = 50080;

  private final Lab lab = Lab.builder().checkedPool(true).build();

  @BeforeEach
  void setUp() {
    String made =
        lab.run(
            """
            ip netns add client
            ip netns add proxy
            ip link add eth0 netns client type veth peer name in netns proxy
            ip -n client addr add 10.1.0.2/24 dev eth0
            ip -n proxy addr add 10.1.0.1/24 dev in
            ip -n client link set eth0 up
            ip -n proxy link set in up
            ip -n proxy link set lo up
            ip -n client route add default via 10.1.0.1
            ip -n proxy rule add fwmark 1 lookup 100
            ip -n proxy route add local 0.0.0.0/0 dev lo table 100
            ip netns exec proxy iptables -t mangle -A PREROUTING -p tcp --dport 80 \
              -j TPROXY --on-port 50080 --tproxy-mark 1
            ip netns exec proxy iptables -t mangle -A PREROUTING -p udp --dport 53 \
              -j TPROXY --on-port 50080 --tproxy-mark 1
            """);
    assertThat(made).isEmpty();
  }

  @AfterEach
  void tearDown() {
    lab.close();
  }

  @Test
  void aListenerTakesConnectionsToOthers() throws SocketException {
    TcpSocket listener = new TcpSocket(proxy(), Family.IPV4, "proxy");
    listener.transparent(true);
    listener.bind(Ip.ANY4, PORT);
    listener.listen(5);

    String said = lab.run("ip netns exec client nc -z -v -w 1 203.0.113.7 80 2>&1; sleep 0.1");
    TcpSocket taken = listener.accept();

    assertThat(said).contains("succeeded");
    assertThat(taken).isNotNull();
    assertThat(taken.local()).isEqualTo(Ip.parse("203.0.113.7"));
    assertThat(taken.localPort()).isEqualTo(80);
  }

  @Test
  void aSocketTakesDatagramsToOthers() throws SocketException {
    UdpSocket socket = new UdpSocket(proxy(), Family.IPV4, "proxy");
    socket.transparent(true);
    socket.bind(Ip.ANY4, PORT);

    lab.run("printf question | ip netns exec client nc -u -q 0 -w 1 203.0.113.7 53; sleep 0.1");
    Datagram question = socket.receive();

    assertThat(question).isNotNull();
  }

  @Test
  void whatNoTransparentSocketWaitsForIsDropped() throws SocketException {
    TcpSocket listener = new TcpSocket(proxy(), Family.IPV4, "other");
    listener.bind(Ip.ANY4, PORT);
    listener.listen(5);

    String said = lab.run("ip netns exec client nc -z -v -w 1 203.0.113.7 80 2>&1; sleep 0.1");

    assertThat(said).contains("timed out");
    assertThat(listener.accept()).isNull();
  }

  private Netns proxy() {
    return lab.netns("proxy");
  }
}
