package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.RoughPath;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MtuProbeTest {
  private static final Ip SERVER = Ip.of("10.0.0.2");
  private static final int LENGTH = 200_000;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");

  /// How many bytes of a stream come in so much time.
  private int carry(int largest, int seconds) throws SocketException {
    RoughPath there = new RoughPath(lab.world, "there");
    there.largest = largest;
    there.delay = 1000;
    cable.roughen(there, new RoughPath(lab.world, "back"));
    TcpSocket listener = new TcpSocket(blue, Family.IPV4, "listener");
    listener.bind(SERVER, 80);
    listener.listen(1);
    TcpSocket client = new TcpSocket(red, Family.IPV4, "client");
    client.connect(SERVER, 80);
    lab.passMillis(100);
    TcpSocket server = Objects.requireNonNull(listener.accept());
    byte[] data = new byte[LENGTH];
    int sent = 0;
    int got = 0;
    for (int i = 0; i < seconds * 10 && got < LENGTH; i++) {
      sent += client.send(data, sent, LENGTH - sent);
      lab.passMillis(100);
      got += Math.max(server.skip(LENGTH), 0);
    }
    client.close();
    server.close();
    listener.close();
    return got;
  }

  @Test
  void aPathThatSwallowsLargePacketsCarriesNothing() throws SocketException {
    assertThat(carry(1300, 60)).isZero();
  }

  @Test
  void smallerSegmentsFindTheirWay() throws SocketException {
    lab.sysctl(red, "net/ipv4/tcp_mtu_probing", "1");

    assertThat(carry(1300, 60)).isEqualTo(LENGTH);
  }

  @Test
  void largerOnesAreTriedOneByOne() throws SocketException {
    lab.sysctl(red, "net/ipv4/tcp_mtu_probing", "2");

    assertThat(carry(1300, 60)).isEqualTo(LENGTH);
    assertThat(TcpStack.of(red).counters().value(TcpCounter.MTUP_SUCCESS)).isPositive();
    assertThat(TcpStack.of(red).counters().value(TcpCounter.MTUP_FAIL)).isPositive();
  }
}
