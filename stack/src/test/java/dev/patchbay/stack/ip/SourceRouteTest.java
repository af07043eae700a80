package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Pings over the hosts that their sender names. Four in a row: h1, r1, r2, h2.
class SourceRouteTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns h1 = lab.netns("h1");
  private final Netns r1 = lab.netns("r1");
  private final Netns r2 = lab.netns("r2");
  private final Netns h2 = lab.netns("h2");
  private final Pinger pinger = new Pinger(h1);

  SourceRouteTest() {
    lab.connect(h1, "e1", "10.1.0.2/24", r1, "e1", "10.1.0.1/24");
    lab.connect(r1, "e2", "10.2.0.1/24", r2, "e1", "10.2.0.2/24");
    lab.connect(r2, "e2", "10.3.0.1/24", h2, "e1", "10.3.0.2/24");
    lab.route(h1, "0.0.0.0/0", "10.1.0.1");
    lab.route(r1, "10.3.0.0/24", "10.2.0.2");
    lab.route(r2, "10.1.0.0/24", "10.2.0.1");
    lab.route(h2, "0.0.0.0/0", "10.3.0.1");
    for (Netns router : new Netns[] {r1, r2}) {
      lab.sysctl(router, "net/ipv4/ip_forward", "1");
    }
    for (Netns netns : new Netns[] {h1, r1, r2, h2}) {
      accept(netns, "all");
      accept(netns, "e1");
    }
    accept(r1, "e2");
    accept(r2, "e2");
  }

  private void accept(Netns netns, String device) {
    lab.sysctl(netns, "net/ipv4/conf/" + device + "/accept_source_route", "1");
  }

  private static byte[] route(int kind, String... hosts) {
    byte[] option = new byte[4 + 4 * hosts.length];
    option[0] = Ipv4.OPTION_NOP;
    option[1] = (byte) kind;
    option[2] = (byte) (option.length - 1);
    option[3] = 4;
    for (int i = 0; i < hosts.length; i++) {
      Ip.of(hosts[i]).write(option, 4 + 4 * i);
    }
    return option;
  }

  private void ping(byte[] options) throws SocketException {
    pinger.socket.options(options);
    pinger.send("10.3.0.2");
    lab.pass(Duration.ofMillis(1_200));
  }

  @Test
  void goesOverTheHostsThatAreNamed() throws SocketException {
    ping(route(Ipv4.OPTION_STRICT_ROUTE, "10.1.0.1", "10.2.0.2", "10.3.0.2"));

    assertThat(pinger.received()).containsExactly("reply 10.3.0.2 ttl=62");
    assertThat(IpStack.of(r1).counters().value(IpCounter.FORW_DATAGRAMS)).isEqualTo(2);
  }

  @Test
  void passesOverHostsThatAreNotNamedWhenTheRouteIsLoose() throws SocketException {
    ping(route(Ipv4.OPTION_LOOSE_ROUTE, "10.2.0.2", "10.3.0.2"));

    assertThat(pinger.received()).containsExactly("reply 10.3.0.2 ttl=62");
  }

  @Test
  void tellsThatTheNextHostOfAStrictRouteIsNoNeighbour() throws SocketException {
    ping(route(Ipv4.OPTION_STRICT_ROUTE, "10.1.0.1", "10.3.0.2"));

    assertThat(pinger.received()).containsExactly("3/5 from 10.1.0.1");
  }

  @Test
  void isDroppedWhereNobodyFollowsSourceRoutes() throws SocketException {
    lab.sysctl(r1, "net/ipv4/conf/e1/accept_source_route", "0");
    lab.sysctl(r1, "net/ipv4/conf/e1/log_martians", "1");

    ping(route(Ipv4.OPTION_LOOSE_ROUTE, "10.1.0.1", "10.3.0.2"));

    assertThat(pinger.received()).isEmpty();
    assertThat(lab.machine.log().lines().getLast().text())
        .isEqualTo("IPv4: source route option 10.1.0.2 -> 10.1.0.1");
  }

  @Test
  void isRefusedWhenNoWholeHostIsNamed() {
    byte[] half = {(byte) Ipv4.OPTION_LOOSE_ROUTE, 6, 4, 10, 1, 0};

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> pinger.socket.options(half))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
  }
}
