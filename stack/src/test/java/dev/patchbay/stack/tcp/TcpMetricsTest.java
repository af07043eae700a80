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

class TcpMetricsTest {
  private static final Ip SERVER = Ip.of("10.0.0.2");

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  TcpMetricsTest() {
    Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    RoughPath slow = new RoughPath(lab.world, "slow");
    slow.delay = 100_000;
    cable.roughen(slow, new RoughPath(lab.world, "back"));
  }

  private void connectOnce() throws SocketException {
    TcpSocket listener = new TcpSocket(blue, Family.IPV4, "listener");
    listener.bind(SERVER, 80);
    listener.listen(1);
    TcpSocket client = new TcpSocket(red, Family.IPV4, "client");
    client.connect(SERVER, 80);
    lab.passMillis(1000);
    client.close();
    lab.passMillis(1000);
    Objects.requireNonNull(listener.accept()).close();
    listener.close();
    lab.passMillis(1000);
  }

  @Test
  void remembersTheRoundTrip() throws SocketException {
    connectOnce();

    PeerMetrics metrics = TcpMetrics.of(red).of(SERVER).getFirst();
    assertThat(metrics.roundTrip() >> 3).isBetween(100_000, 300_000);
    assertThat(metrics.window()).isEqualTo(10);
  }

  @Test
  void forgetsWhatItIsTold() throws SocketException {
    connectOnce();

    assertThat(TcpMetrics.of(red).forget(null, Ip.of("10.0.0.9"))).isFalse();
    assertThat(TcpMetrics.of(red).forget(null, null)).isTrue();
    assertThat(TcpMetrics.of(red).all()).isEmpty();
  }

  @Test
  void learnsNothingWhenItShallNot() throws SocketException {
    lab.sysctl(red, "net/ipv4/tcp_no_metrics_save", "1");

    connectOnce();

    assertThat(TcpMetrics.of(red).of(SERVER)).isEmpty();
  }
}
