package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSocketTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final List<TcpSocket> sockets = new ArrayList<>();

  TcpSocketTest() {
    lab.sysctl(red, "net/ipv6/conf/default/accept_dad", "0");
    lab.sysctl(blue, "net/ipv6/conf/default/accept_dad", "0");
    Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    lab.address(cable, "2001:db8::1/64");
    lab.address(cable.peer(), "2001:db8::2/64");
    lab.passMillis(10);
  }

  @AfterEach
  void close() {
    sockets.forEach(TcpSocket::close);
  }

  private TcpSocket socket(Netns netns, Family family) {
    TcpSocket socket = new TcpSocket(netns, family, "test");
    sockets.add(socket);
    return socket;
  }

  private TcpSocket listener(Netns netns, String address, int port) throws SocketException {
    Ip ip = Ip.of(address);
    TcpSocket socket = socket(netns, ip.family());
    socket.bind(ip, port);
    socket.listen(5);
    return socket;
  }

  private TcpSocket connect(Netns netns, String address, int port) throws SocketException {
    Ip ip = Ip.of(address);
    TcpSocket socket = socket(netns, ip.family());
    socket.connect(ip, port);
    lab.passMillis(50);
    return socket;
  }

  private TcpSocket accept(TcpSocket listener) throws SocketException {
    TcpSocket accepted = Objects.requireNonNull(listener.accept());
    sockets.add(accepted);
    return accepted;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String read(TcpSocket socket) throws SocketException {
    byte[] into = new byte[100_000];
    int count = socket.receive(into, 0, into.length);
    return new String(into, 0, Math.max(count, 0), StandardCharsets.US_ASCII);
  }

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "2001:db8::2"})
  void carriesDataBothWays(String address) throws SocketException {
    TcpSocket listener = listener(blue, address, 80);
    TcpSocket client = connect(red, address, 80);
    TcpSocket server = accept(listener);

    client.send(bytes("question"), 0, 8);
    lab.passMillis(50);
    String question = read(server);
    server.send(bytes("answer"), 0, 6);
    lab.passMillis(50);

    assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(question).isEqualTo("question");
    assertThat(read(client)).isEqualTo("answer");
    assertThat(server.remote()).isEqualTo(client.local());
    assertThat(server.remotePort()).isEqualTo(client.localPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void speaksOverLoopback(String address) throws SocketException {
    TcpSocket listener = listener(red, address, 80);
    TcpSocket client = connect(red, address, 80);
    TcpSocket server = accept(listener);

    server.send(bytes("hello"), 0, 5);
    lab.passMillis(50);

    assertThat(read(client)).isEqualTo("hello");
  }

  @Test
  void listensToBothFamiliesAboveIpv6() throws SocketException {
    TcpSocket listener = listener(blue, "::", 80);

    connect(red, "10.0.0.2", 80);
    TcpSocket server = accept(listener);

    assertThat(server.family()).isEqualTo(Family.IPV6);
    assertThat(server.remote()).isEqualTo(Ip.of("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "2001:db8::2"})
  void refusesWhatNobodyListensTo(String address) throws SocketException {
    TcpSocket client = connect(red, address, 80);

    assertThat(client.state()).isEqualTo(TcpState.CLOSE);
    assertThat(client.takePending()).isEqualTo(Errno.ECONNREFUSED);
  }

  @Test
  void closesOneWayAfterTheOther() throws SocketException {
    TcpSocket listener = listener(blue, "10.0.0.2", 80);
    TcpSocket client = connect(red, "10.0.0.2", 80);
    TcpSocket server = accept(listener);

    client.shutdown(false, true);
    lab.passMillis(50);
    int atServer = server.receive(new byte[10], 0, 10);
    server.send(bytes("late"), 0, 4);
    lab.passMillis(50);
    String late = read(client);
    TcpState half = client.state();
    server.close();
    lab.passMillis(50);

    assertThat(atServer).isEqualTo(-1);
    assertThat(late).isEqualTo("late");
    assertThat(half).isEqualTo(TcpState.FIN_WAIT2);
    assertThat(client.receive(new byte[10], 0, 10)).isEqualTo(-1);
    assertThat(TcpTable.of(red).timeWaits()).isEqualTo(1);
    lab.passMillis(60_000);
    assertThat(TcpTable.of(red).all()).isEmpty();
    assertThat(TcpTable.of(blue).all()).hasSize(1);
  }

  @Test
  void breaksOffWhenWhatCameIsNotRead() throws SocketException {
    TcpSocket listener = listener(blue, "10.0.0.2", 80);
    TcpSocket client = connect(red, "10.0.0.2", 80);
    TcpSocket server = accept(listener);

    client.send(bytes("unread"), 0, 6);
    lab.passMillis(50);
    server.close();
    lab.passMillis(50);

    refuses(Errno.ECONNRESET, () -> client.receive(new byte[10], 0, 10));
    refuses(Errno.EPIPE, () -> client.send(bytes("x"), 0, 1));
  }

  @Test
  void carriesAMegabyte() throws SocketException {
    TcpSocket listener = listener(blue, "10.0.0.2", 80);
    TcpSocket client = connect(red, "10.0.0.2", 80);
    TcpSocket server = accept(listener);
    byte[] all = new byte[1_000_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31 >> 3);
    }
    byte[] came = new byte[all.length];

    int sent = 0;
    int got = 0;
    for (int round = 0; round < 10_000 && got < all.length; round++) {
      sent += client.send(all, sent, all.length - sent);
      lab.passMillis(1);
      got += Math.max(server.receive(came, got, came.length - got), 0);
    }

    assertThat(got).isEqualTo(all.length);
    assertThat(came).isEqualTo(all);
  }

  private TcpSocket sharingListener() throws SocketException {
    TcpSocket socket = socket(blue, Family.IPV4);
    socket.reusePort(true);
    socket.bind(Ip.of("10.0.0.2"), 80);
    socket.listen(50);
    return socket;
  }

  /// `tcp_migrate_req`
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void handsOnWhatWaitsAtAListenerThatCloses(int migrates) throws SocketException {
    lab.sysctl(blue, "net/ipv4/tcp_migrate_req", Integer.toString(migrates));
    TcpSocket one = sharingListener();
    TcpSocket other = sharingListener();
    for (int i = 0; i < 20; i++) {
      connect(red, "10.0.0.2", 80);
    }
    int atOne = one.waiting();
    int atOther = other.waiting();

    one.close();
    lab.passMillis(50);

    assertThat(atOne).isBetween(1, 19);
    assertThat(other.waiting()).isEqualTo(migrates == 1 ? 20 : atOther);
    assertThat(TcpStack.of(blue).counters().value(TcpCounter.MIGRATE_REQ_SUCCESS))
        .isEqualTo(migrates == 1 ? atOne : 0);
    while (other.waiting() > 0) {
      accept(other);
    }
  }
}
