package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two hosts with a router between them, as in the recorded case ipv6/routing.
class ForwardingTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns left = lab.netns("left");
  private final Netns router = lab.netns("router");
  private final Netns right = lab.netns("right");
  private final Cable near =
      lab.connect(left, "e1", "2001:db8:1::2/64", router, "e1", "2001:db8:1::1/64");
  private final Cable far =
      lab.connect(router, "e2", "2001:db8:2::1/64", right, "e2", "2001:db8:2::2/64");
  private final Ping6 ping = new Ping6(lab, left);

  @BeforeEach
  void connect() {
    lab.passMillis(2100);
    lab.route(left, "::/0", "2001:db8:1::1");
    lab.route(right, "::/0", "2001:db8:2::1");
    lab.sysctl(router, "net/ipv6/conf/all/forwarding", "1");
  }

  private void forbid(String destination, RouteType type) throws NetlinkException {
    RouteRequest request = new RouteRequest(Family.IPV6);
    request.destination = Prefix.of(destination);
    request.type = type;
    Routes.of(router).add(request, RouteRequest.Mode.ADD);
  }

  private void mtu(Cable device, int bytes) throws NetlinkException {
    device.netns().links().changeMtu(device, bytes);
  }

  @Test
  void forwardsAndTakesAHop() {
    assertThat(ping.to("2001:db8:2::2")).isEqualTo("64 bytes from 2001:db8:2::2 hops 63");
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void forwardsNothingWhenForwardingIsOff() {
    lab.sysctl(router, "net/ipv6/conf/all/forwarding", "0");

    assertThat(ping.to("2001:db8:2::2")).isEqualTo("nothing");
  }

  @Test
  void saysThatTheHopsAreUsedUp() {
    ping.socket.ttl(1);

    assertThat(ping.to("2001:db8:2::2")).isEqualTo("type 3 code 0 from 2001:db8:1::1");
  }

  @Test
  void saysThatThereIsNoRoute() {
    assertThat(ping.to("2001:db8:9::1")).isEqualTo("type 1 code 0 from 2001:db8:1::1");
  }

  @Test
  void saysWhatKindOfRouteThereIs() throws NetlinkException {
    forbid("2001:db8:a::/64", RouteType.UNREACHABLE);
    forbid("2001:db8:b::/64", RouteType.PROHIBIT);
    forbid("2001:db8:c::/64", RouteType.BLACKHOLE);

    assertThat(ping.to("2001:db8:a::1")).isEqualTo("type 1 code 0 from 2001:db8:1::1");
    assertThat(ping.to("2001:db8:b::1")).isEqualTo("type 1 code 1 from 2001:db8:1::1");
    assertThat(ping.to("2001:db8:c::1")).isEqualTo("nothing");
  }

  @Test
  void saysAfterThreeSecondsThatNobodyAnswers() {
    assertThat(ping.to("2001:db8:2::99", 56, 2900)).isEqualTo("nothing");

    assertThat(ping.to("2001:db8:2::99", 56, 200)).isEqualTo("type 1 code 3 from 2001:db8:1::1");
  }

  @Test
  void learnsThePathMtuFromARouter() throws NetlinkException {
    mtu(far, 1280);
    ping.socket.pathMtuDiscovery(dev.patchbay.stack.socket.PathMtuDiscovery.DO);

    assertThat(ping.to("2001:db8:2::2", 1400, 1000))
        .isEqualTo("type 2 code 0 1280 from 2001:db8:1::1");
    assertThat(ping.to("2001:db8:2::2", 1400, 1000)).isEqualTo("EMSGSIZE mtu 1280");
    assertThat(ping.to("2001:db8:2::2", 1232, 1000))
        .isEqualTo("1240 bytes from 2001:db8:2::2 hops 63");
  }

  @Test
  void forgetsThePathMtuAfterTenMinutes() throws NetlinkException {
    mtu(far, 1280);
    ping.socket.pathMtuDiscovery(dev.patchbay.stack.socket.PathMtuDiscovery.DO);
    ping.to("2001:db8:2::2", 1400, 1000);
    mtu(far, 1500);

    lab.passMillis(601_000);

    assertThat(ping.to("2001:db8:2::2", 1400, 1000))
        .isEqualTo("1408 bytes from 2001:db8:2::2 hops 63");
  }

  @Test
  void cutsAtTheSourceAndPutsTogetherAtTheEnd() throws NetlinkException {
    assertThat(ping.to("2001:db8:2::2", 3000, 1000))
        .isEqualTo("3008 bytes from 2001:db8:2::2 hops 63");

    mtu(far, 1280);
    mtu(far.peer(), 1280);
    ping.to("2001:db8:2::2", 3000, 1000);
    assertThat(ping.to("2001:db8:2::2", 3000, 1000))
        .isEqualTo("3008 bytes from 2001:db8:2::2 hops 63");
    lab.passMillis(60_000);
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void limitsErrorsToOneHost() {
    int errors = 0;
    for (int i = 0; i < 40; i++) {
      errors += ping.to("2001:db8:9::1", 56, 1).startsWith("type 1") ? 1 : 0;
    }

    assertThat(errors).isEqualTo(6);
  }

  @Test
  void hasNoIpv6BelowTheLeastMtu() throws NetlinkException {
    mtu(far, 1000);

    assertThat(EndToEndTest.addresses(far)).isEmpty();
    assertThat(ping.to("2001:db8:2::2")).isEqualTo("type 1 code 0 from 2001:db8:1::1");
  }

  @Test
  void countsWhatItForwardsAndRefuses() {
    ping.to("2001:db8:2::2");
    ping.to("2001:db8:9::1");
    ping.socket.ttl(1);
    ping.to("2001:db8:2::2");

    Ip6Counters counters = Ip6Netns.of(router).counters();
    assertThat(counters.value(Ip6Counter.OUT_FORW_DATAGRAMS)).isEqualTo(2);
    assertThat(counters.value(Ip6Counter.IN_NO_ROUTES)).isEqualTo(1);
    assertThat(counters.value(Ip6Counter.IN_HDR_ERRORS)).isEqualTo(1);
    assertThat(counters.icmpOut(1)).isEqualTo(1);
    assertThat(counters.icmpOut(3)).isEqualTo(1);
  }

  @Test
  void sendsNothingThatIsTooLargeForAnotherHostsLink() throws NetlinkException {
    mtu(far, 1280);

    assertThat(ping.to("2001:db8:2::2", 1400, 1000))
        .isEqualTo("type 2 code 0 1280 from 2001:db8:1::1");
    assertThat(Ip6Netns.of(router).counters().value(Ip6Counter.IN_TOO_BIG_ERRORS)).isEqualTo(1);
  }
}
