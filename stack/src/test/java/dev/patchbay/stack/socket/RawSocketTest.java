package dev.patchbay.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawSocketTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable eth0 = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  private final Pinger pinger = new Pinger(red);

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private RawSocket socket() {
    return pinger.socket;
  }

  @Test
  void getsItsOwnPacketsWithTheirHeaders() throws SocketException {
    pinger.send("10.0.0.2");
    lab.passMillis(5);

    Datagram reply = socket().receive();

    assertThat(reply).isNotNull();
    assertThat(Ipv4.fits(reply.bytes(), 0, reply.bytes().length)).isTrue();
    assertThat(reply.destination()).isEqualTo(Ip.of("10.0.0.1"));
    assertThat(reply.ifindex()).isEqualTo(eth0.index());
    assertThat(reply.time()).isBetween(lab.loop.now() - 5_000_000, lab.loop.now());
  }

  @Test
  void seesRequestsToItself() throws SocketException {
    socket().icmpFilter(0);

    pinger.send("127.0.0.1");
    lab.passMillis(5);

    assertThat(socket().receive()).isNotNull();
    assertThat(socket().receive()).isNotNull();
    assertThat(socket().receive()).isNull();
  }

  @Test
  void keepsFilteredTypesAway() {
    socket().icmpFilter(1 << Icmp.ECHO_REPLY);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(pinger.received()).isEmpty();
  }

  // ---- ends

  @Test
  void choosesASourceWhenItIsConnected() throws SocketException {
    socket().connect(Ip.of("10.0.0.2"));

    assertThat(socket().local()).isEqualTo(Ip.of("10.0.0.1"));
    assertThat(socket().remote()).isEqualTo(Ip.of("10.0.0.2"));
  }

  @Test
  void connectsToItselfInsteadOfNowhere() throws SocketException {
    socket().connect(Ip.ANY4);

    assertThat(socket().remote()).isEqualTo(Ip.LOOPBACK4);
    assertThat(socket().local()).isEqualTo(Ip.LOOPBACK4);
  }

  @Test
  void doesNotConnectWhereThereIsNoWay() {
    refuses(Errno.ENETUNREACH, () -> socket().connect(Ip.of("10.9.9.9")));
  }

  @Test
  void mustBePermittedToBroadcast() throws SocketException {
    refuses(Errno.EACCES, () -> socket().connect(Ip.of("10.0.0.255")));
    assertThat(pinger.send("10.0.0.255")).isEqualTo("EACCES");

    socket().broadcast(true);
    socket().connect(Ip.of("10.0.0.255"));

    assertThat(pinger.send("10.0.0.255")).isEmpty();
  }

  @Test
  void bindsToItsOwnAddressesOnly() throws SocketException {
    refuses(Errno.EADDRNOTAVAIL, () -> socket().bind(Ip.of("10.0.0.99")));

    socket().bind(Ip.of("10.0.0.1"));

    assertThat(socket().local()).isEqualTo(Ip.of("10.0.0.1"));
  }

  @Test
  void bindsToAnyAddressWhenTheSettingSaysSo() throws SocketException {
    lab.sysctl(red, "net/ipv4/ip_nonlocal_bind", "1");

    socket().bind(Ip.of("10.0.0.99"));

    assertThat(socket().local()).isEqualTo(Ip.of("10.0.0.99"));
  }

  @Test
  void bindsToADevice() throws SocketException {
    refuses(Errno.ENODEV, () -> socket().bindDevice("nosuch"));

    socket().bindDevice("lo");
    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(pinger.received()).isEmpty();
  }

  @Test
  void hearsOnlyTheOtherEndWhenItIsConnected() throws SocketException {
    RawSocket other = new RawSocket(red, IpProtocol.ICMP, "other");
    other.connect(Ip.of("10.0.0.77"));

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(pinger.received()).hasSize(1);
    assertThat(other.hasInput()).isFalse();
  }

  @Test
  void needsADestination() {
    refuses(Errno.EDESTADDRREQ, () -> socket().send(pinger.request(1), null, false));
  }

  @Test
  void refusesWhatNoPacketCanHold() {
    assertThat(pinger.send("10.0.0.2", 65_508)).isEqualTo("EMSGSIZE");
    assertThat(pinger.send("10.0.0.2", 65_507)).isEmpty();
  }

  // ---- header fields

  @Test
  void putsItsOptionsIntoTheHeader() throws SocketException {
    RawSocket receiver = new RawSocket(blue, IpProtocol.ICMP, "receiver");
    socket().ttl(5);
    socket().tos(0x28);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    Datagram datagram = receiver.receive();
    assertThat(datagram).isNotNull();
    assertThat(datagram.hops()).isEqualTo(5);
    assertThat(datagram.tos()).isEqualTo(0x28);
    assertThat(Ipv4.dontFragment(datagram.bytes(), 0)).isTrue();
    receiver.close();
  }

  @Test
  void mayBeCutWithoutPathMtuDiscovery() throws SocketException {
    RawSocket receiver = new RawSocket(blue, IpProtocol.ICMP, "receiver");
    socket().pathMtuDiscovery(PathMtuDiscovery.DONT);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    Datagram datagram = receiver.receive();
    assertThat(datagram).isNotNull();
    assertThat(Ipv4.dontFragment(datagram.bytes(), 0)).isFalse();
    receiver.close();
  }

  @Test
  void recordsTheRoute() throws SocketException {
    byte[] option = new byte[40];
    option[0] = Ipv4.OPTION_NOP;
    option[1] = Ipv4.OPTION_RECORD_ROUTE;
    option[2] = 39;
    option[3] = 4;
    socket().options(option);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    Datagram reply = socket().receive();
    assertThat(reply).isNotNull();
    int at = Ipv4.option(reply.bytes(), 0, Ipv4.OPTION_RECORD_ROUTE);
    String[] places = new String[4];
    for (int i = 0; i < places.length; i++) {
      places[i] = Ip.read(dev.patchbay.packet.Family.IPV4, reply.bytes(), at + 3 + 4 * i).text();
    }
    assertThat(places).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.1");
  }

  @Test
  void refusesMalformedOptions() {
    refuses(Errno.EINVAL, () -> socket().options(new byte[] {7, 99, 4}));
    refuses(Errno.EINVAL, () -> socket().options(new byte[41]));
  }

  // ---- errors

  @Test
  void failsOnceWithAnErrorThatHasCome() throws SocketException {
    pinger.send("10.0.0.77");
    lab.pass(Duration.ofSeconds(4));

    refuses(Errno.EHOSTUNREACH, () -> socket().receive());

    assertThat(socket().receive()).isNotNull();
    assertThat(pinger.received()).containsExactly("3/1 from 10.0.0.1");
  }

  @Test
  void hearsNoSoftErrorsUnlessItAsks() throws SocketException {
    socket().receivesErrors(false);
    pinger.send("10.0.0.77");
    lab.pass(Duration.ofSeconds(4));

    assertThat(socket().takePending()).isNull();
    assertThat(socket().nextError()).isNull();
  }

  @Test
  void quotesWhatItHadSent() {
    byte[] request = pinger.request(56);
    pinger.send("10.0.0.77");
    lab.pass(Duration.ofSeconds(4));

    SocketError error = socket().nextError();

    assertThat(error).isNotNull();
    assertThat(error.destination()).isEqualTo(Ip.of("10.0.0.77"));
    assertThat(error.payload()).hasSameSizeAs(request);
    assertThat(Icmp.type(error.payload(), 0)).isEqualTo(Icmp.ECHO_REQUEST);
    assertThat(Icmp.sequence(error.payload(), 0)).isEqualTo(2);
  }

  // ---- the queue

  @Test
  void dropsWhatDoesNotFitIntoItsBuffer() {
    socket().receiveBuffer(1);
    for (int i = 0; i < 10; i++) {
      pinger.send("10.0.0.2");
    }
    lab.passMillis(5);

    assertThat(socket().receiveBuffer()).isEqualTo(2304);
    assertThat(pinger.received()).hasSize(3);
    assertThat(socket().drops()).isEqualTo(7);
    assertThat(lab.ledger().dropped(DropReason.SOCKET_RCVBUFF)).isEqualTo(7);
  }

  @Test
  void letsGoOfEverythingWhenItIsClosed() {
    pinger.send("10.0.0.2");
    lab.passMillis(5);
    assertThat(lab.ledger().queued()).isOne();

    socket().close();

    assertThat(lab.ledger().queued()).isZero();
    assertThat(lab.ledger().dropped(DropReason.SOCKET_CLOSE)).isOne();
  }

  @Test
  void holdsItsNamespaceUntilItIsClosed() throws Exception {
    lab.machine.removeName("red");
    lab.passMillis(100);
    assertThat(red.isGone()).isFalse();

    socket().close();
    lab.passMillis(100);

    assertThat(red.isGone()).isTrue();
  }

  @Test
  void confirmsTheNeighbourWhenTheProgramSaysSo() throws SocketException {
    pinger.send("10.0.0.2");
    lab.pass(Duration.ofSeconds(10));
    var table =
        dev.patchbay.stack.neighbour.NeighbourTable.of(
            lab.machine, dev.patchbay.packet.Family.IPV4);
    var neighbour = table.find(eth0, Ip.of("10.0.0.2").hi(), 0);
    assertThat(neighbour).isNotNull();

    socket().send(pinger.request(1), Ip.of("10.0.0.2"), true);

    assertThat(neighbour.confirmed()).isEqualTo(lab.loop.now());
  }

  // ---- journeys

  @Test
  void beginsAJourneyWhenJourneysAreRecorded() {
    lab.world.journeys().recording(true);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(lab.world.journeys().all()).hasSize(1);
    assertThat(lab.world.journeys().all().getFirst().entries())
        .extracting(entry -> entry.netns() + " " + entry.stage().name())
        .startsWith("red route", "red neighbour", "red send")
        .contains("blue arp", "red arp", "blue deliver", "blue route", "red deliver");
    pinger.received();
  }

  @Test
  void sendsAHeaderThatTheProgramHasMade() throws SocketException {
    RawSocket raw = new RawSocket(red, IpProtocol.RAW, "raw");
    RawSocket listener = new RawSocket(blue, 200, "listener");
    byte[] bytes = new byte[Ipv4.HEADER + 4];
    bytes[0] = 0x45;
    Ipv4.ttl(bytes, 0, 7);
    bytes[9] = (byte) 200;
    Ipv4.destination(bytes, 0, Ip.of("10.0.0.2").toInt());

    raw.send(bytes, Ip.of("10.0.0.2"), false);
    lab.passMillis(5);

    Datagram heard = listener.receive();
    assertThat(heard).isNotNull();
    assertThat(heard.source()).isEqualTo(Ip.of("10.0.0.1"));
    assertThat(heard.hops()).isEqualTo(7);
    refuses(Errno.EINVAL, () -> raw.send(new byte[12], Ip.of("10.0.0.2"), false));
    refuses(Errno.EMSGSIZE, () -> raw.send(large(), Ip.of("10.0.0.2"), false));
    raw.close();
    listener.close();
  }

  private static byte[] large() {
    byte[] bytes = new byte[1501];
    bytes[0] = 0x45;
    return bytes;
  }

  @Test
  void letsTheKernelSumUp() throws SocketException {
    RawSocket6 sender = new RawSocket6(red, 200, "sender");
    RawSocket6 honest = new RawSocket6(red, 200, "honest");
    sender.checksumOffset(2);
    honest.checksumOffset(2);
    refuses(Errno.EINVAL, () -> sender.checksumOffset(3));

    sender.send(new byte[8], Ip.LOOPBACK6, false);
    sender.checksumOffset(-1);
    sender.send(new byte[8], Ip.LOOPBACK6, false);
    lab.passMillis(5);

    Datagram heard = honest.receive();
    assertThat(heard).isNotNull();
    assertThat(heard.bytes()[2] | heard.bytes()[3]).isNotZero();
    assertThat(honest.receive()).isNull();
    assertThat(honest.drops()).isOne();
    sender.close();
    honest.close();
  }
}
