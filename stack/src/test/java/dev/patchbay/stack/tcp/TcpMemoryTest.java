package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TcpMemoryTest {
  private static final Ip SERVER = Ip.of("10.0.0.2");

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final TcpSocket listener;
  private final TcpSocket client;
  private final TcpSocket server;

  TcpMemoryTest() throws SocketException {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    listener = new TcpSocket(blue, Family.IPV4, "listener");
    listener.bind(SERVER, 80);
    listener.listen(1);
    client = new TcpSocket(red, Family.IPV4, "client");
    client.connect(SERVER, 80);
    lab.passMillis(10);
    server = Objects.requireNonNull(listener.accept());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    listener.close();
  }

  private void send(int count) throws SocketException {
    client.send(new byte[count], 0, count);
    lab.passMillis(300);
  }

  @Test
  void chargesWhatIsJoinedForItsDataAlone() throws SocketException {
    send(1);
    int first = server.receiveCharged();

    send(100);

    assertThat(first).isEqualTo(1281);
    assertThat(server.receiveCharged()).isEqualTo(1381);
    assertThat(server.spareMemory()).isEqualTo(4096 - 1381);
  }

  @Test
  void givesBackWholePagesWhenAllHasBeenRead() throws SocketException {
    send(1000);

    server.skip(1000);

    assertThat(server.receiveCharged()).isZero();
    assertThat(server.spareMemory()).isZero();
    assertThat(client.sendCharged()).isZero();
  }

  @Test
  void resetsAnOrphanWhereThereAreTooMany() throws SocketException {
    lab.sysctl(red.machine().initialNetns(), "net/ipv4/tcp_max_orphans", "0");

    client.close();

    TcpCounters counters = TcpStack.of(red).counters();
    assertThat(counters.value(TcpCounter.ABORT_ON_MEMORY)).isOne();
    assertThat(counters.value(TcpCounter.OUT_RSTS)).isOne();
    assertThat(TcpMemory.of(red.machine()).orphans()).isZero();
  }

  @Test
  void countsNoFailedAttemptWhenTheProgramGivesUp() throws SocketException {
    TcpSocket lonely = new TcpSocket(red, Family.IPV4, "lonely");
    lonely.connect(Ip.of("10.0.0.77"), 80);

    lonely.close();

    assertThat(TcpStack.of(red).counters().value(TcpCounter.ATTEMPT_FAILS)).isZero();
  }
}
