package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Segments that nobody honest sends: they move no connection, and leave room for others.
class HostileSegmentsTest {
  private static final int PORT = 80;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final RandomStream random = lab.world.random("hostile");
  private final Forger forger = new Forger(blue);
  private TcpSocket listener = new TcpSocket(red, Family.IPV4, "listener");

  @BeforeEach
  void setUp() throws SocketException {
    lab.connect(red, "eth0", "10.0.0.1/8", blue, "eth0", "10.0.0.2/8");
    listener.bind(Ip.of("10.0.0.1"), PORT);
    listener.listen(8);
    forger.destination = Ip.of("10.0.0.1").toInt();
    forger.destinationPort = PORT;
  }

  private TcpSocket connect() throws SocketException {
    TcpSocket client = new TcpSocket(blue, Family.IPV4, "client");
    client.connect(Ip.of("10.0.0.1"), PORT);
    lab.passMillis(100);
    return client;
  }

  private void impersonate(TcpSocket client) {
    forger.source = Ip.of("10.0.0.2").toInt();
    forger.sourcePort = client.localPort();
  }

  private static byte[] numbered(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void segmentsBesideTheWindowMoveNothing() throws SocketException {
    TcpSocket client = connect();
    TcpSocket server = Objects.requireNonNull(listener.accept());
    Connection attacked = server.connection();
    byte[] data = numbered(50_000);
    byte[] came = new byte[data.length];
    impersonate(client);

    int sent = 0;
    int got = 0;
    for (int round = 0; round < 3000; round++) {
      sent += client.send(data, sent, Math.min(100, data.length - sent));
      forgeBeside(attacked);
      lab.passMillis(1);
      got += Math.max(server.receive(came, got, came.length - got), 0);
    }

    assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(server.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(got).isEqualTo(data.length);
    assertThat(came).isEqualTo(data);
  }

  /// A segment that cannot be of the connection: its number, its header or its checksum is wrong.
  private void forgeBeside(Connection attacked) {
    forger.rest = numbered(random.nextInt(60));
    forger.headerLength = Tcp.HEADER;
    forger.wrongChecksum = false;
    forger.flags = random.nextInt(256);
    forger.window = random.nextInt(0x10000);
    forger.sequence = attacked.rcvNxt;
    forger.acknowledgement = attacked.sndNxt;
    switch (random.nextInt(4)) {
      case 0 -> forger.sequence += 0x100_0000 + random.nextInt(0x4000_0000);
      case 1 -> forger.headerLength = random.nextInt(5) * 4;
      case 2 -> forger.headerLength = Tcp.HEADER + 4 * (forger.rest.length / 4 + 1);
      default -> forger.wrongChecksum = true;
    }
    forger.send();
  }

  @Test
  void optionsCutShortAreAsIfTheyWereNotThere() throws SocketException {
    for (int round = 0; round < 2000; round++) {
      byte[] options = new byte[4 * random.nextInt(11)];
      for (int i = 0; i < options.length; i++) {
        options[i] = (byte) random.nextInt(chooseBound());
      }
      forger.source = Ip.of("10.1.0.0").toInt() + random.nextInt(0x10000);
      forger.sourcePort = 1 + random.nextInt(0xffff);
      forger.rest = options;
      forger.headerLength = Tcp.HEADER + options.length;
      forger.flags = Tcp.SYN;
      forger.sequence = (int) random.nextLong();
      forger.send();
      lab.passMillis(1);
    }

    TcpSocket client = connect();

    assertThat(client.isConnected()).isTrue();
  }

  private int chooseBound() {
    return random.nextInt(2) == 0 ? 12 : 256;
  }

  @Test
  void aFloodOfSynsLeavesRoomForOthers() throws SocketException {
    forger.flags = Tcp.SYN;
    for (int round = 0; round < 5000; round++) {
      forger.source = Ip.of("10.1.0.0").toInt() + random.nextInt(0x10000);
      forger.sourcePort = 1 + random.nextInt(0xffff);
      forger.sequence = (int) random.nextLong();
      forger.send();
      if (round % 100 == 0) {
        lab.passMillis(1);
      }
    }
    lab.passMillis(1);
    int remembered = TcpTable.of(red).all().size();

    TcpSocket client = connect();
    client.send(numbered(10), 0, 10);
    lab.passMillis(100);
    TcpSocket server = Objects.requireNonNull(listener.accept());

    assertThat(remembered).isLessThanOrEqualTo(9);
    assertThat(server.receive(new byte[20], 0, 20)).isEqualTo(10);
    assertThat(TcpStack.of(red).counters().value(TcpCounter.SYNCOOKIES_RECV)).isPositive();
    assertThat(client.info().sack()).isTrue();
    assertThat(server.info().scaling()).isTrue();
  }

  @Test
  void anythingAtAllIsSurvived() throws SocketException {
    TcpSocket client = connect();
    impersonate(client);
    for (int round = 0; round < 5000; round++) {
      forger.sourcePort = random.nextInt(2) == 0 ? client.localPort() : random.nextInt(0x10000);
      forger.destinationPort = random.nextInt(4) == 0 ? random.nextInt(0x10000) : PORT;
      forger.rest = numbered(random.nextInt(1000));
      forger.headerLength = 4 * random.nextInt(16);
      forger.flags = random.nextInt(256);
      forger.sequence = (int) random.nextLong();
      forger.acknowledgement = (int) random.nextLong();
      forger.window = random.nextInt(0x10000);
      forger.send();
      lab.passMillis(1);
    }
    forger.destinationPort = PORT;

    TcpSocket another = connect();

    assertThat(another.isConnected()).isTrue();
  }

  @Test
  void theMissingPieceBringsTheTurnOfAllThatWaitsBehindIt() throws SocketException {
    TcpSocket client = connect();
    TcpSocket server = Objects.requireNonNull(listener.accept());
    Connection receiver = server.connection();
    int start = receiver.rcvNxt;
    impersonate(client);
    forger.flags = Tcp.ACK;
    forger.acknowledgement = receiver.sndNxt;
    forger.rest = numbered(100);

    for (int piece = 5; piece >= 0; piece--) {
      forger.sequence = start + 100 * piece;
      forger.send();
      lab.passMillis(1);
    }

    assertThat(receiver.rcvNxt).isEqualTo(start + 600);
    assertThat(server.available()).isEqualTo(600);
  }

  @Test
  void dataOutOfOrderStaysWithinTheBuffer() throws SocketException {
    TcpSocket client = connect();
    TcpSocket server = Objects.requireNonNull(listener.accept());
    Connection attacked = server.connection();
    impersonate(client);
    forger.flags = Tcp.ACK;
    forger.rest = numbered(1);
    for (int round = 0; round < 5000; round++) {
      forger.sequence = attacked.rcvNxt + 2 + 2 * random.nextInt(20_000);
      forger.acknowledgement = attacked.sndNxt;
      forger.send();
      lab.passMillis(1);
    }

    client.send(numbered(10), 0, 10);
    lab.passMillis(100);

    assertThat(attacked.received.charged()).isLessThan(2 * attacked.window.buffer());
    assertThat(server.receive(new byte[3], 0, 3)).isEqualTo(3);
  }

  /// Tiny segments, each behind a gap, to many connections that nobody reads.
  @Test
  void hoardsStayWithinTheMemoryAndLeaveOthersWorking() throws SocketException {
    lab.sysctl(red.machine().initialNetns(), "net/ipv4/tcp_mem", "100 200 300");
    listener.listen(64);
    TcpSocket honest = connect();
    TcpSocket served = Objects.requireNonNull(listener.accept());
    TcpMemory memory = TcpMemory.of(red.machine());
    int hoarded = 0;
    long most = 0;
    for (int victim = 0; victim < 20; victim++) {
      impersonate(connect());
      TcpSocket idle = Objects.requireNonNull(listener.accept());
      int next = idle.connection().rcvNxt;
      forger.acknowledgement = idle.connection().sndNxt;
      forger.flags = Tcp.ACK;
      forger.rest = numbered(1);
      for (int i = 0; i < 2000; i++) {
        forger.sequence = next + 2 + 2 * random.nextInt(20_000);
        forger.send();
        hoarded++;
        most = Math.max(most, memory.pages());
      }
      lab.passMillis(10);
    }

    byte[] data = numbered(20_000);
    byte[] came = new byte[data.length];
    int sent = 0;
    int got = 0;
    for (int round = 0; round < 2000 && got < data.length; round++) {
      sent += honest.send(data, sent, Math.min(1000, data.length - sent));
      lab.passMillis(10);
      got += Math.max(served.receive(came, got, came.length - got), 0);
    }

    assertThat(hoarded).isEqualTo(40_000);
    assertThat(most).isBetween(100L, 300L);
    assertThat(came).isEqualTo(data);
    assertThat(TcpStack.of(red).counters().value(TcpCounter.PRUNE_CALLED)).isPositive();
  }
}
