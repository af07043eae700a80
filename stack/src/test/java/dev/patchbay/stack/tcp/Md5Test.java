package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Md5Test {
  private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  private final List<TcpSocket> sockets = new ArrayList<>();

  Md5Test() {
    lab.sysctl(red, "net/ipv6/conf/all/accept_dad", "0");
    lab.sysctl(blue, "net/ipv6/conf/all/accept_dad", "0");
    lab.address(cable, "2001:db8::1/64");
    lab.address(cable.peer(), "2001:db8::2/64");
    lab.passMillis(3000);
  }

  @AfterEach
  void close() {
    sockets.forEach(TcpSocket::close);
    lab.passMillis(1000);
  }

  private TcpSocket socket(Netns netns, String with, byte[] secret) throws SocketException {
    Prefix addresses = Prefix.of(with);
    TcpSocket socket = new TcpSocket(netns, addresses.family(), "test");
    sockets.add(socket);
    if (secret.length > 0) {
      socket.md5Key(addresses, secret);
    }
    return socket;
  }

  private TcpSocket listener(String with, byte[] secret) throws SocketException {
    TcpSocket listener = socket(blue, with, secret);
    listener.bind(Ip.of(with.contains(":") ? "2001:db8::2" : "10.0.0.2"), 179);
    listener.listen(5);
    return listener;
  }

  private TcpSocket connect(String to, byte[] secret) throws SocketException {
    TcpSocket client = socket(red, to, secret);
    client.connect(Ip.of(to), 179);
    lab.passMillis(500);
    return client;
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private long count(Netns netns, TcpCounter counter) {
    return TcpStack.of(netns).counters().value(counter);
  }

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  /// Segments that Linux signed with `secret`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4500003c66114000 4006d6a87f000001 7f0000011f40d062 12492a744e3f84c2 a0110400fe300000"
            + "01011312ab431450 ae5399879c4262c3 fa8d618c",
        "60094d9600340640 0000000000000000 0000000000000001 0000000000000000 0000000000000001"
            + "9d001f4037c35f6c fa3e82c6a0180400 003c000001011312 39f51d1ce04631cb cfe1136a2db35e52"
            + "68656c6c6f2c2077 6f726c64"
      })
  void signsAsLinuxDoes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    Packet packet = lab.world.allocate(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.put(bytes.length), bytes.length);
    packet.network(packet.head());
    packet.pull(hex.startsWith("4") ? 20 : 40);
    packet.transport(packet.head());
    Arrival arrival = new Arrival();
    arrival.read(packet, cable);

    boolean right = key("secret", arrival, packet);
    boolean wrong = key("Secret", arrival, packet);
    lab.world.deliver(packet);

    assertThat(right).isTrue();
    assertThat(wrong).isFalse();
  }

  private static boolean key(String secret, Arrival arrival, Packet packet) {
    return new Md5Key(Prefix.of("0.0.0.0/0"), key(secret))
        .matches(arrival, packet.bytes(), packet.transport(), packet.tail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "2001:db8::2"})
  void carriesDataThatIsSigned(String address) throws SocketException {
    TcpSocket listener = listener(address.contains(":") ? "2001:db8::/64" : "10.0.0.0/24", SECRET);
    TcpSocket client = connect(address, SECRET);
    TcpSocket server = Objects.requireNonNull(listener.accept());
    sockets.add(server);
    byte[] all = new byte[200_000];
    all[all.length - 1] = 7;
    byte[] came = new byte[all.length];

    int sent = 0;
    int got = 0;
    for (int round = 0; round < 10_000 && got < all.length; round++) {
      sent += client.send(all, sent, all.length - sent);
      lab.passMillis(1);
      got += Math.max(server.receive(came, got, came.length - got), 0);
    }

    assertThat(came).isEqualTo(all);
    assertThat(client.info().timestamps()).isFalse();
    assertThat(client.info().sack()).isTrue();
    assertThat(server.md5Keys()).hasSize(1);
    assertThat(server.md5Keys().getFirst().addresses()).isEqualTo(Prefix.of(client.local()));
    int headers = address.contains(":") ? 60 : 40;
    assertThat(client.info().sendMss()).isEqualTo(1500 - headers - Md5Key.OPTION);
  }

  @Test
  void endsSigned() throws SocketException {
    TcpSocket listener = listener("10.0.0.1", SECRET);
    TcpSocket client = connect("10.0.0.2", SECRET);
    TcpSocket server = Objects.requireNonNull(listener.accept());

    client.close();
    lab.passMillis(50);
    server.close();
    lab.passMillis(50);

    assertThat(TcpTable.of(red).timeWaits()).isEqualTo(1);
    assertThat(TcpTable.of(blue).all()).hasSize(1);
    assertThat(count(blue, TcpCounter.MD5_NOT_FOUND)).isZero();
    assertThat(count(red, TcpCounter.MD5_NOT_FOUND)).isZero();
  }

  @Test
  void saysNothingToWhoDoesNotSign() throws SocketException {
    listener("10.0.0.1", SECRET);

    TcpSocket client = connect("10.0.0.2", key(""));
    lab.passMillis(1000);

    assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(count(blue, TcpCounter.MD5_NOT_FOUND)).isEqualTo(2);
  }

  @Test
  void saysNothingToWhoSignsWithAnotherKey() throws SocketException {
    listener("10.0.0.1", SECRET);

    TcpSocket client = connect("10.0.0.2", key("wrong"));

    assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(count(blue, TcpCounter.MD5_FAILURE)).isEqualTo(1);
    assertThat(blue.machine().log().lines().getLast().text())
        .isEqualTo(
            "TCP: MD5 Hash failed for (10.0.0.1, %d)->(10.0.0.2, 179) L3 index 0"
                .formatted(client.localPort()));
  }

  @Test
  void saysNothingToWhoSignsUnasked() throws SocketException {
    listener("10.0.0.1", key(""));

    TcpSocket client = connect("10.0.0.2", SECRET);

    assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(count(blue, TcpCounter.MD5_UNEXPECTED)).isEqualTo(1);
  }

  /// Nobody knows the key, so nobody can sign the reset.
  @Test
  void refusesNobodyWhoseKeyIsUnknown() throws SocketException {
    TcpSocket client = connect("10.0.0.2", SECRET);

    assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(count(blue, TcpCounter.OUT_RSTS)).isZero();
  }

  /// A reset that is not signed does not end a connection whose segments are.
  @Test
  void keepsAConnectionThatSomebodyElseResets() throws SocketException {
    TcpSocket listener = listener("10.0.0.1", SECRET);
    TcpSocket client = connect("10.0.0.2", SECRET);
    TcpSocket server = Objects.requireNonNull(listener.accept());
    sockets.add(server);
    Forger forger = new Forger(red);
    forger.source = 0x0a00_0001;
    forger.destination = 0x0a00_0002;
    forger.sourcePort = client.localPort();
    forger.destinationPort = 179;
    forger.sequence = server.connection().rcvNxt;
    forger.flags = Tcp.RST;

    forger.send();
    lab.passMillis(50);

    assertThat(server.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(count(blue, TcpCounter.MD5_NOT_FOUND)).isEqualTo(1);
  }

  @Test
  void takesTheKeyOfTheLongestPrefix() throws SocketException {
    TcpSocket listener = listener("10.0.0.0/8", key("net"));
    listener.md5Key(Prefix.of("10.0.0.1"), SECRET);

    TcpSocket client = connect("10.0.0.2", SECRET);

    assertThat(client.isConnected()).isTrue();
    assertThat(listener.md5Keys())
        .extracting(key -> key.addresses().text())
        .containsExactly("10.0.0.1/32", "10.0.0.0/8");
  }

  @Test
  void refusesKeysThatCannotBe() throws SocketException {
    TcpSocket socket = socket(red, "10.0.0.2", SECRET);

    refuses(Errno.EINVAL, () -> socket.md5Key(Prefix.of("10.0.0.2"), new byte[81]));
    refuses(Errno.EINVAL, () -> socket.md5Key(Prefix.of("2001:db8::2"), SECRET));
    refuses(Errno.ENOENT, () -> socket.md5Key(Prefix.of("10.0.0.9"), new byte[0]));
    socket.md5Key(Prefix.of("10.0.0.2"), new byte[0]);
    refuses(Errno.ENOENT, () -> socket.md5Key(Prefix.of("10.0.0.2"), new byte[0]));
  }
}
