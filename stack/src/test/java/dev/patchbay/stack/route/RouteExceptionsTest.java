package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood of what is learned of single destinations: path MTUs and redirects.
class RouteExceptionsTest {
  private static final long TEN_MINUTES = 600_000_000_000L;
  private static final int MOST = 2048 * 5;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns host = lab.netns("host");
  private final Cable eth0 = Cable.between(host, "eth0", lab.netns("far"), "eth0");
  private final RouteExceptions exceptions = RouteExceptions.of(host, Family.IPV4);
  private final Route route;

  RouteExceptionsTest() {
    lab.up(eth0.peer());
    lab.address(eth0, "10.0.0.1/8");
    Flow flow = new Flow();
    flow.destinationHi = Ip.of("10.0.0.9").hi();
    route = Objects.requireNonNull(Fib.of(host, Family.IPV4).output(flow));
  }

  private void learn(int destination) {
    exceptions.mtu(route, Ip.hi(destination), 0, 1000, false, lab.loop.now() + TEN_MINUTES);
  }

  @Test
  void keepsAFewThousandOfAFlood() {
    for (int destination = 0; destination < 100_000; destination++) {
      learn(destination);
    }

    assertThat(exceptions.size()).isBetween(MOST / 2, MOST);
    assertThat(exceptions.find(route, Ip.hi(99_999), 0)).isNotNull();
  }

  @Test
  void forgetsThemInTime() {
    for (int destination = 0; destination < 1000; destination++) {
      learn(destination);
    }
    lab.pass(Duration.ofMinutes(5));
    learn(5000);

    lab.pass(Duration.ofMinutes(7));
    assertThat(exceptions.size()).isOne();
    assertThat(exceptions.find(route, Ip.hi(5000), 0)).isNotNull();

    lab.pass(Duration.ofMinutes(5));
    assertThat(exceptions.isEmpty()).isTrue();
  }
}
