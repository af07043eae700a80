package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.Routes;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a host makes of router advertisements; the expectations are what a kernel showed.
class RouterAdvertisementTest {
  private static final int BOTH = 0xc0;
  private static final int ON_LINK = 0x80;
  private static final int AUTONOMOUS = 0x40;
  private static final int FOREVER = -1;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns host = lab.netns("host");
  private final Netns elsewhere = lab.netns("elsewhere");
  private final Cable eth0 = Cable.between(host, "eth0", elsewhere, "eth0");
  private final Router router = new Router(eth0.peer());

  @BeforeEach
  void begin() {
    lab.sysctl(elsewhere, "net/ipv6/conf/eth0/disable_ipv6", "1");
    lab.up(eth0);
    lab.up(eth0.peer());
    lab.passMillis(3000);
  }

  private void settle() {
    lab.passMillis(300);
  }

  private List<AddressSnapshot> globals() {
    return Addresses.of(host).snapshots(Family.IPV6, eth0).stream()
        .filter(address -> !address.local().isLinkLocal())
        .toList();
  }

  private List<String> routes() throws NetlinkException {
    return Routes.of(host).snapshots(Family.IPV6, RouteTable.MAIN).stream()
        .map(route -> route.destination() + " " + route.hops().getFirst().gateway())
        .toList();
  }

  private RouteSnapshot route(String destination) throws NetlinkException {
    return Routes.of(host).snapshots(Family.IPV6, RouteTable.MAIN).stream()
        .filter(route -> route.destination().toString().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  private String setting(String name) {
    return lab.sysctl(host, "net/ipv6/conf/eth0/" + name);
  }

  @Test
  void followsARouterAndMakesAnAddressOfItsPrefix() throws NetlinkException {
    router.prefix("2001:db8:1::/64", BOTH, 3600, 1800).advertises(1800);
    settle();

    assertThat(globals()).hasSize(1);
    AddressSnapshot address = globals().getFirst();
    assertThat(address.validLifetime()).isEqualTo(3600);
    assertThat(address.preferredLifetime()).isEqualTo(1800);
    assertThat(address.flags()).isEqualTo(AddressFlags.TENTATIVE | AddressFlags.MANAGETEMPADDR);
    assertThat(routes()).containsExactly("2001:db8:1::/64 null", "fe80::/64 null", "::/0 fe80::1");
    assertThat(route("::/0").metrics().value(RouteMetrics.HOPLIMIT)).isEqualTo(64);
  }

  @Test
  void tellsOnLinkFromAutonomous() throws NetlinkException {
    router
        .prefix("2001:db8:2::/64", ON_LINK, 7200, 7200)
        .prefix("2001:db8:3::/64", AUTONOMOUS, 7200, 600)
        .prefix("2001:db8:4::/56", BOTH, 7200, 600)
        .prefix("2001:db8:5::/64", BOTH, 100, 200)
        .prefix("fe80::/64", BOTH, 100, 100)
        .advertises(0);
    settle();

    assertThat(globals()).hasSize(1);
    assertThat(globals().getFirst().local().hi()).isEqualTo(Ip.of("2001:db8:3::").hi());
    assertThat(routes())
        .containsExactly("2001:db8:2::/64 null", "2001:db8:4::/56 null", "fe80::/64 null");
    assertThat(lab.machine.log().lines().getLast().text())
        .isEqualTo("IPv6: addrconf: prefix option has invalid lifetime");
  }

  @Test
  void shortensNoLifetimeBelowTwoHours() {
    router.prefix("2001:db8:1::/64", BOTH, 10_000, 5000).advertises(0);
    settle();

    router.prefix("2001:db8:1::/64", BOTH, 60, 60).advertises(0);
    settle();
    assertThat(globals().getFirst().validLifetime()).isEqualTo(7200);
    assertThat(globals().getFirst().preferredLifetime()).isEqualTo(60);

    router.prefix("2001:db8:1::/64", BOTH, 20_000, 0).advertises(0);
    settle();
    assertThat(globals().getFirst().validLifetime()).isEqualTo(20_000);
    assertThat(globals().getFirst().flags() & AddressFlags.DEPRECATED).isNotZero();
  }

  @Test
  void keepsAnAddressForEverThatStaysDynamic() {
    router.prefix("2001:db8:6::/64", BOTH, FOREVER, FOREVER).advertises(0);
    lab.passMillis(2000);

    AddressSnapshot address = globals().getFirst();
    assertThat(address.flags()).isEqualTo(AddressFlags.MANAGETEMPADDR);
    assertThat(address.validLifetime()).isEqualTo(FOREVER);
  }

  @Test
  void losesAnAddressWhoseTimeIsOver() throws NetlinkException {
    router.prefix("2001:db8:1::/64", BOTH, 20, 10).advertises(30);

    lab.passMillis(12_000);
    assertThat(globals().getFirst().flags() & AddressFlags.DEPRECATED).isNotZero();
    lab.passMillis(10_000);
    assertThat(globals()).isEmpty();
    lab.passMillis(70_000);
    assertThat(routes()).containsExactly("fe80::/64 null");
  }

  @Test
  void takesWhatTheLinkIsLike() throws NetlinkException {
    router.mtu(1400).advertises(1800, 8, 99);
    settle();

    assertThat(setting("mtu")).isEqualTo("1400");
    assertThat(setting("hop_limit")).isEqualTo("99");
    assertThat(route("::/0").preference()).hasToString("HIGH");
    assertThat(route("::/0").metrics().value(RouteMetrics.MTU)).isEqualTo(1400);

    router.mtu(1279).advertises(1800);
    router.mtu(1600).advertises(1800);
    settle();
    assertThat(setting("mtu")).isEqualTo("1400");
  }

  @Test
  void learnsNetworksBehindARouterWhenToldTo() throws NetlinkException {
    router.route("2001:db8:77::/48", 8, 500).advertises(1800);
    settle();
    assertThat(routes()).doesNotContain("2001:db8:77::/48 fe80::1");

    lab.sysctl(host, "net/ipv6/conf/eth0/accept_ra_rt_info_max_plen", "64");
    router
        .route("2001:db8:77::/48", 8, 500)
        .route("2001:db8:78::/64", 0x10, 500)
        .route("2001:db8:79::/96", 0, 500)
        .advertises(1800);
    settle();
    assertThat(routes()).contains("2001:db8:77::/48 fe80::1");
    assertThat(routes()).hasSize(3);

    router.route("2001:db8:77::/48", 8, 0).advertises(1800);
    settle();
    assertThat(routes()).containsExactly("fe80::/64 null", "::/0 fe80::1");
  }

  @Test
  void forgetsARouterThatSaysSo() throws NetlinkException {
    router.advertises(1800);
    settle();
    assertThat(routes()).contains("::/0 fe80::1");

    router.advertises(0);
    settle();

    assertThat(routes()).containsExactly("fe80::/64 null");
  }

  @Test
  void followsNobodyAsARouterUnlessToldTo() throws NetlinkException {
    router.advertises(1800);
    settle();

    lab.sysctl(host, "net/ipv6/conf/eth0/forwarding", "1");
    assertThat(routes()).containsExactly("fe80::/64 null");
    router.prefix("2001:db8:8::/64", BOTH, 100, 100).advertises(1800);
    settle();
    assertThat(routes()).containsExactly("fe80::/64 null");

    lab.sysctl(host, "net/ipv6/conf/eth0/accept_ra", "2");
    router.prefix("2001:db8:8::/64", BOTH, 100, 100).advertises(1800);
    settle();
    assertThat(routes()).hasSize(3);
  }

  @Test
  void asksForRoutersUntilOneAnswers() {
    long asked = Ip6Netns.of(host).counters().icmpOut(133);
    assertThat(asked).isOne();

    lab.passMillis(20_000);
    assertThat(Ip6Netns.of(host).counters().icmpOut(133)).isGreaterThan(asked);
    router.advertises(1800);
    lab.passMillis(100_000);
    long later = Ip6Netns.of(host).counters().icmpOut(133);
    lab.passMillis(1_000_000);

    assertThat(Ip6Netns.of(host).counters().icmpOut(133)).isEqualTo(later);
  }

  @Test
  void endsItsAddressesWithTheToken() throws NetlinkException {
    LinkRequest request = new LinkRequest();
    request.token = Ip.of("::1:2:3:4");
    Objects.requireNonNull(Inet6Device.of(eth0)).changeLink(request);

    router.prefix("2001:db8:1::/64", BOTH, 3600, 1800).advertises(1800);
    settle();
    assertThat(globals().getFirst().local()).isEqualTo(Ip.of("2001:db8:1:0:1:2:3:4"));

    request.token = Ip.of("::7");
    Objects.requireNonNull(Inet6Device.of(eth0)).changeLink(request);
    assertThat(globals()).isEmpty();
  }

  @Test
  void makesAddressesOfASecretAsLinuxDoes() {
    lab.sysctl(host, "net/ipv6/conf/eth0/stable_secret", "2001:db8::1:2:3");
    lab.down(eth0);
    lab.up(eth0);
    lab.passMillis(2500);

    assertThat(EndToEndTest.addresses(eth0)).containsExactly("fe80::1ba0:4e33:9f83:d5af/64");
  }

  @Test
  void makesATemporaryAddressAndInTimeAnother() {
    lab.sysctl(host, "net/ipv6/conf/eth0/use_tempaddr", "2");
    lab.sysctl(host, "net/ipv6/conf/eth0/temp_prefered_lft", "1000");
    lab.sysctl(host, "net/ipv6/conf/eth0/temp_valid_lft", "1500");
    lab.sysctl(host, "net/ipv6/conf/eth0/max_desync_factor", "10");

    router.prefix("2001:db8:1::/64", BOTH, 86_400, 86_400).advertises(1800);
    lab.passMillis(3000);
    assertThat(temporary()).isOne();
    assertThat(globals().getFirst().preferredLifetime()).isBetween(980, 1000);

    lab.passMillis(1_000_000);
    assertThat(temporary()).isEqualTo(2);
    lab.passMillis(500_000);
    assertThat(temporary()).isOne();
  }

  private long temporary() {
    return globals().stream()
        .filter(address -> (address.flags() & AddressFlags.SECONDARY) != 0)
        .count();
  }
}
