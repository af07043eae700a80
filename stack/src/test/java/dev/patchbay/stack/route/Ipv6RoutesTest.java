package dev.patchbay.stack.route;

import static dev.patchbay.stack.route.Requests.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.Listing;
import dev.patchbay.stack.route.RouteRequest.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 answers.
class Ipv6RoutesTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice d0 = quiet("d0");
  final NetDevice d1 = quiet("d1");
  final Requests routes = new Requests(netns);
  final Fib fib = Fib.of(netns, Family.IPV6);
  final Flow flow = new Flow();

  NetDevice quiet(String name) {
    NetDevice device = Cable.plug(netns, name);
    lab.sysctl(netns, "net/ipv6/conf/" + name + "/addr_gen_mode", "1");
    lab.sysctl(netns, "net/ipv6/conf/" + name + "/accept_dad", "0");
    return device;
  }

  @BeforeEach
  void addresses() {
    quiet("down");
    lab.address(d0, "2001:db8:1::1/64");
    lab.address(d1, "2001:db8:2::1/64");
  }

  List<String> own() {
    return Listing.main6(netns).stream().filter(line -> !line.contains("proto kernel")).toList();
  }

  // ---- refusals

  @Test
  void refusesGatewaysItCannotReachDirectly() throws NetlinkException {
    refused(() -> routes.add("2001:db8:5::/48 via 2001:db8:9::1"), Errno.EHOSTUNREACH, null);
    refused(() -> routes.add("2001:db8:5::/48 via 2001:db8:2::9 dev d0"), Errno.EHOSTUNREACH, null);
    routes.add("2001:db8:3::/48 via 2001:db8:1::5");
    refused(() -> routes.add("2001:db8:5::/48 via 2001:db8:3::9"), Errno.EHOSTUNREACH, null);
  }

  @Test
  void refusesGatewaysThatAreNone() {
    refused(
        () -> routes.add("2001:db8:5::/48 via ff02::1 dev d0"),
        Errno.EINVAL,
        "Invalid gateway address.");
    refused(
        () -> routes.add("2001:db8:5::/48 via :: dev d0"),
        Errno.EINVAL,
        "Invalid gateway address.");
    refused(
        () -> routes.add("2001:db8:5::/48 via 2001:db8:1::1"),
        Errno.EINVAL,
        "Gateway can not be a local address.");
    refused(
        () -> routes.add("2001:db8:5::/48 via fe80::1"),
        Errno.EINVAL,
        "Egress device not specified.");
    refused(
        () -> routes.add("2001:db8:5::/48 via fe80::1 dev lo"),
        Errno.EINVAL,
        "Egress device can not be loopback device for this route.");
    refused(
        () -> routes.add("2001:db8:5::/48 via ::1"),
        Errno.EINVAL,
        "Egress device can not be loopback device for this route.");
  }

  @Test
  void refusesDevicesThatAreDownMissingOrSwitchedOff() {
    refused(
        () -> routes.add("2001:db8:5::/48 dev down"), Errno.ENETDOWN, "Nexthop device is not up.");
    refused(() -> routes.add("2001:db8:5::/48"), Errno.ENODEV, null);
    lab.sysctl(netns, "net/ipv6/conf/d0/disable_ipv6", "1");
    refused(
        () -> routes.add("2001:db8:5::/48 dev d0"),
        Errno.EACCES,
        "IPv6 is disabled on nexthop device.");
  }

  @Test
  void refusesWhatOnlyIpv4Has() {
    refused(
        () -> routes.add("2001:db8:5::/48 dev d0 tos 4"),
        Errno.EINVAL,
        "Invalid dsfield (tos): option not available for IPv6.");
    refused(
        () -> routes.add("2001:db8:5::/48 nexthop via 2001:db8:1::2 nexthop dev d1"),
        Errno.EINVAL,
        "Device only routes can not be added for IPv6 using the multipath API.");
  }

  @Test
  void refusesGatewaysOnTheWrongLink() throws NetlinkException {
    routes.add("2001:db8:6::/48 via 2001:db8:9::9 dev d0 onlink");

    refused(
        () -> routes.add("2001:db8:7::/48 via 2001:db8:2::9 dev d0 onlink"),
        Errno.EINVAL,
        "Nexthop has invalid gateway or device mismatch.");
    assertThat(own())
        .containsExactly("2001:db8:6::/48 via 2001:db8:9::9 dev d0 metric 1024 onlink");
  }

  @Test
  void refusesSourcesThatAreNotItsOwn() {
    refused(
        () -> routes.add("2001:db8:5::/48 dev d0 src 2001:db8:99::1"),
        Errno.EINVAL,
        "Invalid source address.");
  }

  // ---- order

  @Test
  void forgetsBitsBehindThePrefix() throws NetlinkException {
    routes.add("2001:db8:4::5/48 dev d1 metric 7");

    assertThat(own()).containsExactly("2001:db8:4::/48 dev d1 metric 7");
  }

  @Test
  void routesByGatewaysOfOneMetricAreOne() throws NetlinkException {
    routes.add("2001:db8:3::/48 via 2001:db8:1::5");
    refused(() -> routes.add("2001:db8:3::/48 via 2001:db8:1::6"), Errno.EEXIST, null);
    routes.put(Mode.APPEND, "2001:db8:3::/48 via 2001:db8:1::6");
    refused(() -> routes.put(Mode.APPEND, "2001:db8:3::/48 via 2001:db8:1::6"), Errno.EEXIST, null);
    routes.put(Mode.APPEND, "2001:db8:3::/48 dev d1");
    routes.put(Mode.PREPEND, "2001:db8:3::/48 dev d0");

    assertThat(own())
        .containsExactly(
            "2001:db8:3::/48 metric 1024 nexthop via 2001:db8:1::5 dev d0 weight 1"
                + " nexthop via 2001:db8:1::6 dev d0 weight 1",
            "2001:db8:3::/48 dev d1 metric 1024",
            "2001:db8:3::/48 dev d0 metric 1024");
  }

  @Test
  void replacesLikeWithLike() throws NetlinkException {
    routes.add("2001:db8:3::/48 via 2001:db8:1::5");
    routes.put(Mode.APPEND, "2001:db8:3::/48 via 2001:db8:1::6");
    routes.put(Mode.APPEND, "2001:db8:3::/48 dev d1");

    routes.put(Mode.REPLACE, "2001:db8:3::/48 via 2001:db8:1::7");
    routes.put(Mode.CHANGE, "2001:db8:3::/48 dev d0");

    assertThat(own())
        .containsExactly(
            "2001:db8:3::/48 via 2001:db8:1::7 dev d0 metric 1024",
            "2001:db8:3::/48 dev d0 metric 1024");
    refused(
        () -> routes.put(Mode.CHANGE, "2001:db8:4::/48 dev d0"),
        Errno.ENOENT,
        "Can not replace route - no match found.");
  }

  @Test
  void listsWhatLiesWithinAPrefixBeforeIt() throws NetlinkException {
    routes.add("default via 2001:db8:1::9");
    routes.add("unreachable 2001:db8:8::/48");
    routes.add("blackhole 2001:db8:8:1::/64");

    assertThat(Listing.main6(netns))
        .containsExactly(
            "2001:db8:1::/64 dev d0 proto kernel metric 256",
            "2001:db8:2::/64 dev d1 proto kernel metric 256",
            "blackhole 2001:db8:8:1::/64 dev lo metric 1024",
            "unreachable 2001:db8:8::/48 dev lo metric 1024",
            "default via 2001:db8:1::9 dev d0 metric 1024");
  }

  // ---- removal

  @Test
  void removesOneNextHopByItsGatewayAndAllWithout() throws NetlinkException {
    routes.add("2001:db8:3::/48 nexthop via 2001:db8:1::5 nexthop via 2001:db8:2::5");
    routes.delete("2001:db8:3::/48 via 2001:db8:1::5");
    assertThat(own()).containsExactly("2001:db8:3::/48 via 2001:db8:2::5 dev d1 metric 1024");

    routes.put(Mode.APPEND, "2001:db8:3::/48 via 2001:db8:1::5");
    routes.delete("2001:db8:3::/48 dev d0");

    assertThat(own()).isEmpty();
    refused(() -> routes.delete("2001:db8:3::/48"), Errno.ESRCH, null);
  }

  @Test
  void aSplitRouteLivesWhileOneNextHopDoes() throws NetlinkException {
    routes.add("2001:db8:3::/48 nexthop via 2001:db8:1::5 nexthop via 2001:db8:2::5");

    lab.down(d1);
    assertThat(own()).first().asString().endsWith("dev d1 weight 1 dead linkdown");
    Links.unregister(List.of(d1));

    assertThat(own()).containsExactly("2001:db8:3::/48 via 2001:db8:1::5 dev d0 metric 1024");
  }

  @Test
  void theBottomOfATableCannotBeRemoved() throws NetlinkException {
    refused(() -> routes.delete("::/0"), Errno.ENOENT, null);
    refused(() -> routes.delete("::/0 metric 5"), Errno.ESRCH, null);

    routes.add("::/0 via 2001:db8:1::9");
    refused(() -> routes.delete("::/0 metric 5"), Errno.ESRCH, null);
    routes.delete("::/0");

    assertThat(own()).isEmpty();
  }

  @Test
  void anMtuFollowsThatOfTheDevice() throws NetlinkException {
    routes.add("2001:db8:3::/48 dev d0 mtu 1400");

    netns.links().changeMtu(d0, 1300);
    assertThat(mtu()).isEqualTo(1300);
    netns.links().changeMtu(d0, 1500);

    assertThat(mtu()).isEqualTo(1500);
  }

  int mtu() throws NetlinkException {
    return Routes.of(netns).snapshots(Family.IPV6, RouteTable.MAIN).stream()
        .mapToInt(route -> route.metrics().value(RouteMetrics.MTU))
        .max()
        .orElseThrow();
  }

  @Test
  void aRouteWithATimeGoesSomeTimeAfter() throws NetlinkException {
    routes.add("2001:db8:3::/48 dev d0 expires 10");
    flow.destinationHi = Ip.of("2001:db8:3::1").hi();
    assertThat(fib.output(flow)).isNotNull();

    lab.passMillis(10_001);
    assertThat(fib.output(flow)).isNull();
    assertThat(own()).hasSize(1);
    lab.passMillis(20_000);

    assertThat(own()).isEmpty();
  }

  // ---- packets

  String output(String destination, String source, NetDevice device) {
    flow.clear();
    Ip to = Ip.of(destination);
    Ip from = Ip.of(source);
    flow.destinationHi = to.hi();
    flow.destinationLo = to.lo();
    flow.sourceHi = from.hi();
    flow.sourceLo = from.lo();
    flow.output = device;
    Route route = fib.output(flow);
    if (route == null) {
      return "error " + flow.error;
    }
    String via = route.hasGateway() ? " via " + Ip.v6(route.gatewayHi(), route.gatewayLo()) : "";
    String way = route.type().word() + via + " dev " + route.device().name();
    return route.error() == 0 ? way : way + " error " + route.error();
  }

  @Test
  void sendsByTheLongestPrefixAndTheLeastMetric() throws NetlinkException {
    routes.add("2001:db8:3::/48 via 2001:db8:1::5 metric 20");
    routes.add("2001:db8:3::/48 via 2001:db8:2::5 metric 10");

    assertThat(output("2001:db8:3::1", "::", null)).isEqualTo("unicast via 2001:db8:2::5 dev d1");
    assertThat(output("2001:db8:1::7", "::", null)).isEqualTo("unicast dev d0");
    assertThat(output("2001:db8:1::1", "::", null)).isEqualTo("local dev lo");
    assertThat(output("2001:db8:9::1", "::", null)).isEqualTo("error 101");
    assertThat(output("ff02::1", "::", d1)).isEqualTo("multicast dev d1");
  }

  @Test
  void takesTheDeviceItIsToldStrictlyOnlyWithoutASource() throws NetlinkException {
    routes.add("default via 2001:db8:1::9");

    assertThat(output("2001:db8:9::1", "::", d1)).isEqualTo("error 101");
    assertThat(output("2001:db8:9::1", "2001:db8:1::1", d1))
        .isEqualTo("unicast via 2001:db8:1::9 dev d0");
  }

  @Test
  void tellsWhyThereIsNoWay() throws NetlinkException {
    routes.add("unreachable 2001:db8:8::/48");
    routes.add("prohibit 2001:db8:8:1::/64");
    routes.add("blackhole 2001:db8:8:2::/64");
    routes.add("throw 2001:db8:8:3::/64");
    routes.add("2001:db8:8:4::/64 dev lo");

    assertThat(output("2001:db8:8::1", "::", null)).isEqualTo("error 113");
    assertThat(output("2001:db8:8:1::1", "::", null)).isEqualTo("error 13");
    assertThat(output("2001:db8:8:2::1", "::", null)).isEqualTo("error 22");
    assertThat(output("2001:db8:8:3::1", "::", null)).isEqualTo("error 101");
    assertThat(output("2001:db8:8:4::1", "::", null)).isEqualTo("unicast dev lo error 101");
  }

  @Test
  void aRouteMayBeForSomeSourcesOnly() throws NetlinkException {
    routes.add("2001:db8:e::/48 from 2001:db8:1::/64 dev d0");
    routes.add("2001:db8:e::/48 via 2001:db8:2::5");

    assertThat(output("2001:db8:e::1", "2001:db8:1::1", null)).isEqualTo("unicast dev d0");
    assertThat(output("2001:db8:e::1", "2001:db8:2::1", null))
        .isEqualTo("unicast via 2001:db8:2::5 dev d1");
  }

  @Test
  void aHostPassesOverRoutersThatDoNotAnswer() throws NetlinkException {
    long silent = Ip.of("2001:db8:1::9").lo();
    Fib.routerReachability(lab.machine, (device, hi, lo) -> device == d0 && lo == silent);
    routes.add("default via 2001:db8:1::9 metric 1");
    routes.add("default via 2001:db8:2::9 metric 2");
    String second = "unicast via 2001:db8:2::9 dev d1";

    assertThat(output("2001:db8:9::1", "::", null)).isEqualTo(second);
    lab.sysctl(netns, "net/ipv6/conf/all/forwarding", "1");
    assertThat(output("2001:db8:9::1", "::", null)).isEqualTo("unicast via 2001:db8:1::9 dev d0");

    lab.sysctl(netns, "net/ipv6/conf/all/forwarding", "0");
    routes.delete("default via 2001:db8:2::9");
    assertThat(output("2001:db8:9::1", "::", null)).isEqualTo("unicast via 2001:db8:1::9 dev d0");
  }

  @Test
  void tellsMonitorsOfWhatGoesWithADevice() throws NetlinkException {
    List<String> told = new ArrayList<>();
    routes.add("2001:db8:3::/48 via 2001:db8:1::5");
    routes.put(Mode.APPEND, "2001:db8:3::/48 via 2001:db8:2::5");
    netns.addMonitor(a -> {
      if (a instanceof RouteAnnouncement route) {
        told.add((route.gone() ? "Deleted " : "") + Listing.text(route.route(), true));
      }
    });

    lab.down(d0);

    assertThat(told)
        .containsExactly(
            "Deleted 2001:db8:1::/64 dev d0 proto kernel metric 256",
            "Deleted local 2001:db8:1::1 dev d0 table local proto kernel",
            "Deleted multicast ff00::/8 dev d0 table local proto kernel metric 256");
  }

  @Test
  void whatWasFoundAMomentAgoHoldsUntilSomethingChanges() throws NetlinkException {
    flow.destinationHi = Ip.of("2001:db8:3::1").hi();
    flow.sourceHi = Ip.of("2001:db8:2::7").hi();
    flow.input = d1;
    routes.add("2001:db8:3::/48 dev d0");
    Route before = fib.input(flow);
    assertThat(fib.input(flow)).isSameAs(before);

    routes.add("2001:db8:3::/64 dev d1");

    assertThat(Objects.requireNonNull(fib.input(flow)).device()).isSameAs(d1);
  }

  @Test
  void anIpv4RouteMayHaveAnIpv6Gateway() throws NetlinkException {
    lab.address(d0, "10.1.0.1/24");

    routes.add("10.7.0.0/16 via fe80::5 dev d0");

    assertThat(Listing.main(netns)).last().isEqualTo("10.7.0.0/16 via fe80::5 dev d0");
    refused(
        () -> routes.add("10.8.0.0/16 via fe80::5"), Errno.EINVAL, "Egress device not specified.");
  }
}
