package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two networks with a router between them (conformance cases routing/two-subnets and icmp-errors).
class ForwardingTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns h1 = lab.netns("h1");
  private final Netns rt = lab.netns("rt");
  private final Netns h2 = lab.netns("h2");
  private final Cable near = lab.connect(h1, "e1", "10.1.0.2/24", rt, "e1", "10.1.0.1/24");
  private final Cable far = lab.connect(rt, "e2", "10.2.0.1/24", h2, "e2", "10.2.0.2/24");
  private final Pinger pinger = new Pinger(h1);

  ForwardingTest() {
    lab.route(h1, "0.0.0.0/0", "10.1.0.1");
    lab.route(h2, "0.0.0.0/0", "10.2.0.1");
    lab.sysctl(rt, "net/ipv4/ip_forward", "1");
  }

  private void settle() {
    lab.pass(Duration.ofMillis(1_200));
  }

  private void mtu(Cable device, int bytes) {
    LinkRequest request = new LinkRequest();
    request.mtu = bytes;
    try {
      device.netns().links().change(device, request);
    } catch (NetlinkException e) {
      throw new AssertionError(e);
    }
  }

  private void route(RouteType type, String destination) {
    RouteRequest request = new RouteRequest(Family.IPV4);
    request.destination = Prefix.of(destination);
    request.type = type;
    try {
      Routes.of(rt).add(request, RouteRequest.Mode.ADD);
    } catch (NetlinkException e) {
      throw new AssertionError(destination, e);
    }
  }

  private IpCounters counters(Netns netns) {
    return IpStack.of(netns).counters();
  }

  @Test
  void forwardsFromOneNetworkToTheOther() {
    pinger.send("10.2.0.2");
    settle();

    assertThat(pinger.received()).containsExactly("reply 10.2.0.2 ttl=63");
    assertThat(counters(rt).value(IpCounter.FORW_DATAGRAMS)).isEqualTo(2);
  }

  @Test
  void forwardsNothingWhenForwardingIsOff() {
    lab.sysctl(rt, "net/ipv4/ip_forward", "0");

    pinger.send("10.2.0.2");
    settle();

    assertThat(pinger.received()).isEmpty();
    assertThat(counters(rt).value(IpCounter.IN_ADDR_ERRORS)).isOne();
  }

  @Test
  void tellsThatTheTtlIsUsedUp() {
    pinger.socket.ttl(1);

    pinger.send("10.2.0.2");
    settle();

    assertThat(pinger.received()).containsExactly("11/0 from 10.1.0.1");
    assertThat(lab.ledger().dropped(DropReason.IP_TTL_EXPIRED)).isOne();
  }

  @Test
  void tellsThatThereIsNoRoute() {
    pinger.send("10.9.9.9");
    settle();

    assertThat(pinger.received()).containsExactly("3/0 from 10.1.0.1");
  }

  @Test
  void tellsWhatRoutesOfOtherTypesSay() {
    route(RouteType.UNREACHABLE, "10.9.1.0/24");
    route(RouteType.PROHIBIT, "10.9.2.0/24");
    route(RouteType.BLACKHOLE, "10.9.3.0/24");
    route(RouteType.THROW, "10.9.4.0/24");

    for (String destination : new String[] {"10.9.1.1", "10.9.2.1", "10.9.3.1", "10.9.4.1"}) {
      pinger.send(destination);
      settle();
    }

    assertThat(pinger.received())
        .containsExactly("3/1 from 10.1.0.1", "3/13 from 10.1.0.1", "3/0 from 10.1.0.1");
  }

  @Test
  void tellsThatTheHostDoesNotAnswer() {
    pinger.send("10.2.0.99");
    lab.pass(Duration.ofSeconds(4));

    assertThat(pinger.received()).containsExactly("3/1 from 10.1.0.1");
  }

  @Test
  void tellsItselfThatANeighbourDoesNotAnswer() {
    pinger.send("10.1.0.77");
    lab.pass(Duration.ofSeconds(4));

    assertThat(pinger.received()).containsExactly("3/1 from 10.1.0.2");
  }

  @Test
  void refusesAtOnceWhenThereIsNoWay() {
    Pinger router = new Pinger(rt);
    route(RouteType.UNREACHABLE, "10.9.1.0/24");
    route(RouteType.PROHIBIT, "10.9.2.0/24");
    route(RouteType.BLACKHOLE, "10.9.3.0/24");

    assertThat(router.send("10.8.0.1")).isEqualTo("ENETUNREACH");
    assertThat(router.send("10.9.1.1")).isEqualTo("EHOSTUNREACH");
    assertThat(router.send("10.9.2.1")).isEqualTo("EACCES");
    assertThat(router.send("10.9.3.1")).isEqualTo("EINVAL");
  }

  // ---- limits

  @Test
  void limitsErrorsToOneHost() {
    for (int i = 0; i < 10; i++) {
      pinger.socket.ttl(1);
      pinger.send("10.2.0.2");
      lab.passMillis(5);
    }
    assertThat(pinger.received()).hasSize(6);
    assertThat(counters(rt).value(IcmpCounter.OUT_RATE_LIMIT_HOST)).isEqualTo(4);

    lab.pass(Duration.ofSeconds(1));
    pinger.send("10.2.0.2");
    lab.passMillis(5);
    assertThat(pinger.received()).hasSize(1);
  }

  @Test
  void limitsNothingThatTheMaskDoesNotName() {
    lab.sysctl(rt, "net/ipv4/icmp_ratemask", "0");
    pinger.socket.ttl(1);

    for (int i = 0; i < 10; i++) {
      pinger.send("10.2.0.2");
      lab.passMillis(5);
    }

    assertThat(pinger.received()).hasSize(10);
  }

  // ---- path MTU

  @Test
  void tellsTheMtuOfTheNextHopAndTheSenderRemembersIt() {
    mtu(far, 1400);
    pinger.socket.pathMtuDiscovery(PathMtuDiscovery.DO);

    pinger.send("10.2.0.2", 1400);
    settle();
    assertThat(pinger.received()).containsExactly("3/4 from 10.1.0.1 info=1400");

    assertThat(pinger.send("10.2.0.2", 1400)).isEqualTo("EMSGSIZE");
    assertThat(pinger.received()).containsExactly("local EMSGSIZE mtu=1400");
    assertThat(pinger.send("10.2.0.2", 1372)).isEmpty();
  }

  @Test
  void cutsWhatIsLargerThanThePathWhenItMay() {
    mtu(far, 1400);
    pinger.send("10.2.0.2", 1400);
    settle();
    assertThat(pinger.received()).containsExactly("3/4 from 10.1.0.1 info=1400");

    mtu(far.peer(), 1400);
    pinger.send("10.2.0.2", 1400);
    settle();

    assertThat(pinger.received()).containsExactly("reply 10.2.0.2 ttl=63");
    assertThat(counters(h1).value(IpCounter.FRAG_CREATES)).isEqualTo(2);
    assertThat(counters(h2).value(IpCounter.REASM_OKS)).isOne();
  }

  @Test
  void forgetsThePathMtuAfterTenMinutes() {
    mtu(far, 1400);
    pinger.send("10.2.0.2", 1400);
    settle();

    assertThat(pinger.send("10.2.0.2", 1472)).isEmpty();
    assertThat(counters(h1).value(IpCounter.FRAG_OKS)).isOne();
    lab.pass(Duration.ofMinutes(10));
    pinger.send("10.2.0.2", 1472);

    assertThat(counters(h1).value(IpCounter.FRAG_OKS)).isOne();
  }

  @Test
  void forgetsThePathMtuWhenTheCacheIsFlushed() {
    mtu(far, 1400);
    pinger.socket.pathMtuDiscovery(PathMtuDiscovery.DO);
    pinger.send("10.2.0.2", 1400);
    settle();

    RouteExceptions.of(h1, Family.IPV4).flush();

    assertThat(pinger.send("10.2.0.2", 1400)).isEmpty();
  }

  @Test
  void cutsOnTheWayWhatMayBeCut() {
    mtu(far, 1000);
    mtu(far.peer(), 1000);
    pinger.socket.pathMtuDiscovery(PathMtuDiscovery.DONT);

    pinger.send("10.2.0.2", 1400);
    settle();

    assertThat(pinger.received()).containsExactly("reply 10.2.0.2 ttl=63");
    assertThat(counters(rt).value(IpCounter.FRAG_CREATES)).isEqualTo(2);
  }

  @Test
  void refusesToSendWhatIsLargerThanTheDeviceTakes() {
    pinger.socket.pathMtuDiscovery(PathMtuDiscovery.DO);

    assertThat(pinger.send("10.1.0.1", 1472)).isEmpty();
    assertThat(pinger.send("10.1.0.1", 1473)).isEqualTo("EMSGSIZE");
    assertThat(pinger.received()).containsExactly("local EMSGSIZE mtu=1500");
  }

  @Test
  void sendsLargePacketsInPieces() {
    pinger.send("10.2.0.2", 3000);
    pinger.send("10.1.0.1", 20_000);
    settle();

    assertThat(pinger.received()).containsExactly("reply 10.1.0.1 ttl=64", "reply 10.2.0.2 ttl=63");
    assertThat(near.statistics().txPackets).isGreaterThan(16);
  }

  // ---- changes under way

  private boolean answers() {
    pinger.send("10.2.0.2");
    lab.passMillis(20);
    return pinger.received().contains("reply 10.2.0.2 ttl=63");
  }

  @Test
  void heedsEveryChangeWithTheNextPacket() throws NetlinkException {
    assertThat(answers()).isTrue();

    lab.sysctl(rt, "net/ipv4/ip_forward", "0");
    assertThat(answers()).isFalse();
    lab.sysctl(rt, "net/ipv4/ip_forward", "1");
    assertThat(answers()).isTrue();

    RouteRequest blackhole = new RouteRequest(Family.IPV4);
    blackhole.destination = Prefix.of("10.2.0.2/32");
    blackhole.type = RouteType.BLACKHOLE;
    Routes.of(rt).add(blackhole, RouteRequest.Mode.ADD);
    assertThat(answers()).isFalse();
    Routes.of(rt).delete(blackhole);
    assertThat(answers()).isTrue();

    lab.down(far);
    assertThat(answers()).isFalse();
    lab.up(far);
    assertThat(answers()).isTrue();

    Cable elsewhere = Cable.plug(rt, "e3");
    lab.address(elsewhere, "10.1.0.2/32");
    assertThat(answers()).as("its source is now an address of the router").isFalse();
  }

  @Test
  void heedsReversePathFilterWithTheNextPacket() {
    assertThat(answers()).isTrue();
    lab.route(rt, "10.1.0.2/32", "10.2.0.2");

    lab.sysctl(rt, "net/ipv4/conf/all/rp_filter", "1");

    assertThat(answers()).isFalse();
    assertThat(counters(rt).reversePathFilter()).isOne();
  }

  // ---- redirects

  @Test
  void namesABetterGateway() {
    lab.route(h1, "10.5.0.0/24", "10.1.0.1");
    lab.route(rt, "10.5.0.0/24", "10.1.0.9");

    pinger.send("10.5.0.1");
    settle();

    assertThat(counters(h1).icmpIn(Icmp.REDIRECT)).isOne();
  }

  @Test
  void namesNoGatewayWhenTheSettingsForbidIt() {
    lab.sysctl(rt, "net/ipv4/conf/all/send_redirects", "0");
    lab.sysctl(rt, "net/ipv4/conf/e1/send_redirects", "0");
    lab.route(rt, "10.5.0.0/24", "10.1.0.9");

    pinger.send("10.5.0.1");
    settle();

    assertThat(counters(h1).icmpIn(Icmp.REDIRECT)).isZero();
  }
}
