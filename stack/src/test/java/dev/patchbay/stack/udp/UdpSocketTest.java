package dev.patchbay.stack.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UdpSocketTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private static final Ip RED = Ip.of("10.0.0.1");
  private static final Ip BLUE = Ip.of("10.0.0.2");
  private static final Ip BLUE6 = Ip.of("2001:db8::2");

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable cable;
  private final List<UdpSocket> sockets = new ArrayList<>();

  UdpSocketTest() {
    lab.sysctl(red, "net/ipv6/conf/default/accept_dad", "0");
    lab.sysctl(blue, "net/ipv6/conf/default/accept_dad", "0");
    cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    lab.address(cable, "2001:db8::1/64");
    lab.address(cable.peer(), "2001:db8::2/64");
    lab.passMillis(10);
  }

  @AfterEach
  void close() {
    sockets.forEach(UdpSocket::close);
  }

  private UdpSocket socket(Netns netns, Family family) {
    UdpSocket socket = new UdpSocket(netns, family, "test");
    sockets.add(socket);
    return socket;
  }

  private UdpSocket bound(Netns netns, String address, int port) throws SocketException {
    Ip ip = Ip.of(address);
    UdpSocket socket = socket(netns, ip.family());
    socket.bind(ip, port);
    return socket;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Datagram datagram) {
    return new String(datagram.bytes(), StandardCharsets.US_ASCII);
  }

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private Datagram received(UdpSocket socket) throws SocketException {
    lab.passMillis(5);
    Datagram datagram = socket.receive();
    assertThat(datagram).isNotNull();
    return datagram;
  }

  @Test
  void carriesADatagramAndItsAnswer() throws SocketException {
    UdpSocket server = bound(blue, "0.0.0.0", 5000);
    UdpSocket client = socket(red, Family.IPV4);

    client.send(bytes("hello"), BLUE, 5000, Control.NONE);
    Datagram question = received(server);
    server.send(bytes("world"), question.source(), question.port(), Control.NONE);
    Datagram answer = received(client);

    assertThat(text(question)).isEqualTo("hello");
    assertThat(question.source()).isEqualTo(RED);
    assertThat(question.port()).isEqualTo(client.localPort()).isBetween(32_768, 60_999);
    assertThat(question.destination()).isEqualTo(BLUE);
    assertThat(question.hops()).isEqualTo(64);
    assertThat(text(answer)).isEqualTo("world");
    assertThat(answer.port()).isEqualTo(5000);
  }

  @Test
  void carriesADatagramAboveIpv6() throws SocketException {
    UdpSocket server = bound(blue, "::", 5000);
    UdpSocket client = socket(red, Family.IPV6);
    client.connect(BLUE6, 5000);

    client.send(bytes("six"));
    Datagram question = received(server);

    assertThat(text(question)).isEqualTo("six");
    assertThat(question.source()).isEqualTo(Ip.of("2001:db8::1"));
  }

  @Test
  void speaksIpv4ByASocketOfIpv6() throws SocketException {
    UdpSocket server = bound(blue, "::", 5000);
    UdpSocket client = socket(red, Family.IPV6);

    client.send(bytes("four"), Ip.of("::ffff:10.0.0.2"), 5000, Control.NONE);
    Datagram question = received(server);

    assertThat(text(question)).isEqualTo("four");
    assertThat(question.source()).isEqualTo(RED);
  }

  @Test
  void keepsAwayFromIpv4WhenToldTo() throws SocketException {
    UdpSocket server = socket(blue, Family.IPV6);
    server.ipv6Only(true);
    server.bind(Ip.ANY6, 5000);
    UdpSocket other = bound(blue, "0.0.0.0", 5000);
    UdpSocket client = socket(red, Family.IPV4);

    client.send(bytes("x"), BLUE, 5000, Control.NONE);

    assertThat(text(received(other))).isEqualTo("x");
    assertThat(server.receive()).isNull();
    refuses(Errno.ENETUNREACH, () -> server.send(bytes("x"), RED, 1, Control.NONE));
  }

  @Test
  void prefersWhoIsConnectedAndWhoIsBoundToTheAddress() throws SocketException {
    UdpSocket any = socket(blue, Family.IPV4);
    any.reuseAddress(true);
    any.bind(Ip.ANY4, 5000);
    UdpSocket exact = socket(blue, Family.IPV4);
    exact.reuseAddress(true);
    exact.bind(BLUE, 5000);
    UdpSocket connected = socket(blue, Family.IPV4);
    connected.reuseAddress(true);
    connected.bind(BLUE, 5000);
    connected.connect(RED, 4000);
    UdpSocket first = bound(red, "10.0.0.1", 4000);
    UdpSocket second = bound(red, "10.0.0.1", 4001);

    first.send(bytes("a"), BLUE, 5000, Control.NONE);
    second.send(bytes("b"), BLUE, 5000, Control.NONE);

    assertThat(text(received(connected))).isEqualTo("a");
    assertThat(text(received(exact))).isEqualTo("b");
    assertThat(any.receive()).isNull();
  }

  @Test
  void tellsAConnectedSocketThatNobodyListens() throws SocketException {
    UdpSocket client = socket(red, Family.IPV4);
    client.connect(BLUE, 9);

    client.send(bytes("x"));
    lab.passMillis(5);

    refuses(Errno.ECONNREFUSED, client::receive);
    assertThat(client.receive()).isNull();
    assertThat(UdpTable.of(blue).counters(Family.IPV4).value(UdpCounter.NO_PORTS)).isEqualTo(1);
  }

  @Test
  void tellsWhoIsNotConnectedOnlyWhenAsked() throws SocketException {
    UdpSocket deaf = socket(red, Family.IPV4);
    UdpSocket asking = socket(red, Family.IPV6);
    asking.receivesErrors(true);

    deaf.send(bytes("x"), BLUE, 9, Control.NONE);
    asking.send(bytes("abc"), BLUE6, 9, Control.NONE);
    lab.passMillis(5);

    assertThat(deaf.receive()).isNull();
    refuses(Errno.ECONNREFUSED, asking::receive);
    SocketError error = asking.nextError();
    assertThat(error).isNotNull();
    assertThat(error.offender()).isEqualTo(BLUE6);
    assertThat(error.destination()).isEqualTo(BLUE6);
    assertThat(error.port()).isEqualTo(9);
    assertThat(error.payload()).isEqualTo(bytes("abc"));
  }

  @Test
  void refusesAPortThatIsTaken() throws SocketException {
    UdpSocket first = bound(red, "10.0.0.1", 53);

    refuses(Errno.EADDRINUSE, () -> bound(red, "10.0.0.1", 53));
    refuses(Errno.EADDRINUSE, () -> bound(red, "0.0.0.0", 53));
    refuses(Errno.EADDRINUSE, () -> bound(red, "::", 53));
    assertThat(bound(red, "127.0.0.1", 53).localPort()).isEqualTo(53);
    refuses(Errno.EINVAL, () -> first.bind(RED, 54));
    refuses(Errno.EADDRNOTAVAIL, () -> bound(red, "10.9.9.9", 53));
  }

  @Test
  void sharesAPortAmongThoseWhoAgree() throws SocketException {
    List<UdpSocket> servers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      UdpSocket server = socket(blue, Family.IPV4);
      server.reusePort(true);
      server.bind(Ip.ANY4, 5000);
      servers.add(server);
    }
    for (int i = 0; i < 200; i++) {
      socket(red, Family.IPV4).send(bytes("x"), BLUE, 5000, Control.NONE);
    }
    lab.passMillis(5);

    for (UdpSocket server : servers) {
      int heard = 0;
      while (server.receive() != null) {
        heard++;
      }
      assertThat(heard).isBetween(20, 90);
    }
  }

  @Test
  void leavesOutReservedPorts() throws SocketException {
    lab.sysctl(red, "net/ipv4/ip_local_port_range", "40000 40003");
    lab.sysctl(red, "net/ipv4/ip_local_reserved_ports", "40001,40003");
    UdpSocket first = bound(red, "0.0.0.0", 0);
    UdpSocket second = bound(red, "0.0.0.0", 0);

    assertThat(List.of(first.localPort(), second.localPort()))
        .containsExactlyInAnyOrder(40000, 40002);
    refuses(Errno.EADDRINUSE, () -> bound(red, "0.0.0.0", 0));
    assertThat(lab.sysctl(red, "net/ipv4/ip_local_reserved_ports")).isEqualTo("40001,40003");
  }

  @Test
  void dropsWhatItHasNoRoomFor() throws SocketException {
    UdpSocket server = bound(blue, "0.0.0.0", 5000);
    server.receiveBuffer(4000);
    UdpSocket client = socket(red, Family.IPV4);

    for (int i = 0; i < 100; i++) {
      client.send(bytes("x"), BLUE, 5000, Control.NONE);
    }
    lab.passMillis(5);

    UdpCounters counters = UdpTable.of(blue).counters(Family.IPV4);
    assertThat(server.drops()).isPositive();
    assertThat(counters.value(UdpCounter.RCVBUF_ERRORS)).isEqualTo(server.drops());
    assertThat(counters.value(UdpCounter.IN_ERRORS)).isEqualTo(server.drops());
    assertThat(server.receiveQueued()).isBetween(8000, 9000);
  }

  @Test
  void givesEverybodyWhatIsForMany() throws SocketException {
    UdpSocket first = socket(blue, Family.IPV4);
    UdpSocket second = socket(blue, Family.IPV4);
    for (UdpSocket each : List.of(first, second)) {
      each.reuseAddress(true);
      each.bind(Ip.ANY4, 5000);
      each.memberships().join(Ip.of("239.1.1.1"), cable.peer());
    }
    UdpSocket client = socket(red, Family.IPV4);
    refuses(Errno.EACCES, () -> client.send(bytes("b"), Ip.of("10.0.0.255"), 5000, Control.NONE));
    client.broadcast(true);
    client.multicastDevice(cable);

    client.send(bytes("b"), Ip.of("10.0.0.255"), 5000, Control.NONE);
    client.send(bytes("m"), Ip.of("239.1.1.1"), 5000, Control.NONE);
    lab.passMillis(5);

    for (UdpSocket each : List.of(first, second)) {
      assertThat(text(received(each))).isEqualTo("b");
      Datagram multicast = received(each);
      assertThat(text(multicast)).isEqualTo("m");
      assertThat(multicast.hops()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatIsTooLarge() throws SocketException {
    UdpSocket client = socket(red, Family.IPV4);
    client.receivesErrors(true);
    client.pathMtuDiscovery(PathMtuDiscovery.DO);

    refuses(Errno.EMSGSIZE, () -> client.send(new byte[1473], BLUE, 9, Control.NONE));
    SocketError error = client.nextError();
    assertThat(error).isNotNull();
    assertThat(error.info()).isEqualTo(1500);
    client.pathMtuDiscovery(PathMtuDiscovery.WANT);
    refuses(Errno.EMSGSIZE, () -> client.send(new byte[65508], BLUE, 9, Control.NONE));
    UdpSocket server = bound(blue, "10.0.0.2", 5000);
    client.send(new byte[65507], BLUE, 5000, Control.NONE);
    assertThat(received(server).bytes()).hasSize(65507);
  }

  @Test
  void saysOfOnePacketWhatItIsAskedTo() throws SocketException {
    lab.address(cable, "10.0.0.7/24");
    UdpSocket server = bound(blue, "0.0.0.0", 5000);
    UdpSocket client = socket(red, Family.IPV4);

    client.send(
        bytes("x"),
        BLUE,
        5000,
        Control.NONE.withTtl(7).withTos(0x10).withSource(Ip.of("10.0.0.7")));

    Datagram datagram = received(server);
    assertThat(datagram.hops()).isEqualTo(7);
    assertThat(datagram.tos()).isEqualTo(0x10);
    assertThat(datagram.source()).isEqualTo(Ip.of("10.0.0.7"));
  }

  @Test
  void givesBackWhatWasChosenForItWhenItIsConnectedNoMore() throws SocketException {
    UdpSocket client = socket(red, Family.IPV4);
    client.connect(BLUE, 5000);
    assertThat(client.local()).isEqualTo(RED);

    client.disconnect();

    assertThat(client.local()).isNull();
    assertThat(client.localPort()).isZero();
    refuses(Errno.EDESTADDRREQ, () -> client.send(bytes("x")));
  }

  @Test
  void refusesWhatHasNoWay() throws SocketException {
    UdpSocket client = socket(red, Family.IPV4);

    refuses(Errno.ENETUNREACH, () -> client.send(bytes("x"), Ip.of("8.8.8.8"), 53, Control.NONE));
    refuses(Errno.EINVAL, () -> client.send(bytes("x"), BLUE, 0, Control.NONE));
    refuses(Errno.EAFNOSUPPORT, () -> client.send(bytes("x"), BLUE6, 53, Control.NONE));
  }

  @Test
  void hearsOfAGroupOnlyTheSourcesItWants() throws SocketException {
    Ip group = Ip.of("239.1.1.1");
    UdpSocket choosy = bound(blue, "0.0.0.0", 5000);
    choosy.memberships().joinSource(group, cable.peer(), Ip.of("10.0.0.99"));
    UdpSocket client = socket(red, Family.IPV4);
    client.multicastDevice(cable);

    client.send(bytes("a"), group, 5000, Control.NONE);
    lab.passMillis(5);
    assertThat(choosy.receive()).isNull();
    choosy.memberships().joinSource(group, cable.peer(), RED);
    client.send(bytes("b"), group, 5000, Control.NONE);

    assertThat(text(received(choosy))).isEqualTo("b");
    refuses(Errno.EINVAL, () -> choosy.memberships().block(group, cable.peer(), RED));
    refuses(Errno.EADDRNOTAVAIL, () -> choosy.memberships().joinSource(group, cable.peer(), RED));
    choosy.memberships().leaveSource(group, cable.peer(), RED);
    choosy.memberships().leaveSource(group, cable.peer(), Ip.of("10.0.0.99"));
    refuses(Errno.EADDRNOTAVAIL, () -> choosy.memberships().leave(group, cable.peer()));
  }

  @Test
  void blocksASourceOfAGroup() throws SocketException {
    Ip group = Ip.of("239.1.1.1");
    UdpSocket server = bound(blue, "0.0.0.0", 5000);
    server.memberships().join(group, cable.peer());
    server.memberships().block(group, cable.peer(), RED);
    UdpSocket client = socket(red, Family.IPV4);
    client.multicastDevice(cable);

    client.send(bytes("a"), group, 5000, Control.NONE);
    lab.passMillis(5);
    assertThat(server.receive()).isNull();
    server.memberships().unblock(group, cable.peer(), RED);
    client.send(bytes("b"), group, 5000, Control.NONE);

    assertThat(text(received(server))).isEqualTo("b");
  }

  @Test
  void mayNotJoinMoreGroupsThanTheSettingSays() throws SocketException {
    UdpSocket greedy = socket(red, Family.IPV4);
    for (int i = 1; i <= 20; i++) {
      greedy.memberships().join(Ip.of("239.0.0." + i), cable);
    }

    refuses(Errno.ENOBUFS, () -> greedy.memberships().join(Ip.of("239.0.1.1"), cable));
    greedy.close();

    assertThat(cable.receiveMode().multicast().entries())
        .noneMatch(entry -> entry.mac() == 0x0100_5e00_0005L);
  }

  @Test
  void keepsFewErrorsOfAFlood() throws SocketException {
    lab.sysctl(blue, "net/ipv4/icmp_ratemask", "0");
    UdpSocket client = socket(red, Family.IPV4);
    client.receivesErrors(true);

    for (int i = 0; i < 1000; i++) {
      try {
        client.send(bytes("x"), BLUE, 9, Control.NONE);
      } catch (SocketException e) {
        assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED);
      }
      lab.passMillis(1);
    }

    int errors = 0;
    while (client.nextError() != null) {
      errors++;
    }
    assertThat(errors).isEqualTo(128);
  }
}
