package dev.patchbay.stack.route;

import static dev.patchbay.stack.route.Requests.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.Listing;
import dev.patchbay.stack.route.RouteRequest.Mode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 answers.
class Ipv4RoutesTest {
  private static final String INVALID_GATEWAY = "Nexthop has invalid gateway.";

  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice d0 = Cable.plug(netns, "d0");
  final NetDevice d1 = Cable.plug(netns, "d1");
  final Requests routes = new Requests(netns);

  @BeforeEach
  void addresses() {
    Cable.plug(netns, "down");
    lab.address(d0, "10.1.0.1/24");
    lab.address(d1, "10.2.0.1/24");
  }

  /// The routes of the main table but for those to the networks of the devices.
  List<String> own() {
    return Listing.main(netns).stream().filter(line -> !line.contains("proto kernel")).toList();
  }

  // ---- refusals

  @Test
  void refusesGatewaysThatAreNotOnALink() {
    refused(() -> routes.add("10.5.0.0/16 via 10.9.0.1"), Errno.ENETUNREACH, INVALID_GATEWAY);
    refused(
        () -> routes.add("10.5.0.0/16 via 10.1.0.5 dev d1"), Errno.ENETUNREACH, INVALID_GATEWAY);
    refused(() -> routes.add("10.5.0.0/16 via 10.1.0.255"), Errno.EINVAL, INVALID_GATEWAY);
    refused(() -> routes.add("10.5.0.0/16 via 224.0.0.1"), Errno.ENETUNREACH, INVALID_GATEWAY);
    assertThat(own()).isEmpty();
  }

  @Test
  void refusesGatewaysBehindGateways() throws NetlinkException {
    routes.add("10.3.0.0/16 via 10.1.0.5");

    refused(() -> routes.add("10.4.0.0/16 via 10.3.0.9"), Errno.ENETUNREACH, INVALID_GATEWAY);
  }

  @Test
  void takesItsOwnAddressAsGateway() throws NetlinkException {
    routes.add("10.7.0.0/16 via 10.1.0.1");

    assertThat(own()).containsExactly("10.7.0.0/16 via 10.1.0.1 dev d0");
  }

  @Test
  void refusesDevicesThatAreDownOrMissing() {
    refused(
        () -> routes.add("10.5.0.0/16 dev down"), Errno.ENETDOWN, "Device for nexthop is not up.");
    refused(() -> routes.add("10.5.0.0/16"), Errno.ENODEV, null);
  }

  @Test
  void refusesBitsBehindThePrefix() {
    refused(
        () -> routes.add("10.5.0.1/16 dev d0"),
        Errno.EINVAL,
        "Invalid prefix for given prefix length.");
  }

  @Test
  void refusesScopesThatDoNotFit() {
    refused(() -> routes.add("10.5.0.0/16 dev d0 scope nowhere"), Errno.EINVAL, "Invalid scope.");
    refused(() -> routes.add("nat 10.5.0.1 via 10.1.0.5"), Errno.EINVAL, "Invalid scope.");
    refused(
        () -> routes.add("10.5.0.0/16 scope host nexthop dev d0 nexthop dev d1"),
        Errno.EINVAL,
        "Route with host scope can not have multiple nexthops.");
    refused(
        () -> routes.add("10.5.0.0/16 via 10.1.0.9 scope link"),
        Errno.ENETUNREACH,
        INVALID_GATEWAY);
  }

  @Test
  void refusesWaysForRoutesThatLeadNowhere() {
    refused(
        () -> routes.add("blackhole 10.4.4.0/24 dev d0"),
        Errno.EINVAL,
        "Gateway, device and multipath can not be specified for this route type.");
  }

  @Test
  void refusesSourcesThatAreNotItsOwn() {
    refused(
        () -> routes.add("10.5.0.0/16 dev d0 src 10.1.0.99"),
        Errno.EINVAL,
        "Invalid prefsrc address.");
  }

  @Test
  void refusesWhatIsOnLinkNowhere() {
    refused(
        () -> routes.add("10.5.0.0/16 via 1.2.3.4 onlink"),
        Errno.ENODEV,
        "Nexthop device required for onlink.");
    refused(
        () -> routes.add("10.5.0.0/16 via 10.1.0.1 dev d1 onlink"), Errno.EINVAL, INVALID_GATEWAY);
    refused(
        () -> routes.add("10.5.0.0/16 via 1.2.3.4 dev down onlink"),
        Errno.ENETDOWN,
        "Nexthop device is not up.");
    refused(
        () -> routes.add("10.5.0.0/16 dev d0 onlink"),
        Errno.EINVAL,
        "Invalid flags for nexthop - PERVASIVE and ONLINK can not be set.");
  }

  @Test
  void refusesBitsOfCongestionInTheTypeOfService() {
    refused(
        () -> routes.add("10.5.0.0/16 dev d0 tos 0x11"),
        Errno.EINVAL,
        "Invalid dsfield (tos): ECN bits must be 0.");
  }

  @Test
  void takesGatewaysSaidToBeOnTheLink() throws NetlinkException {
    routes.add("10.5.0.0/16 via 1.2.3.4 dev d1 onlink");

    assertThat(own()).containsExactly("10.5.0.0/16 via 1.2.3.4 dev d1 onlink");
  }

  // ---- order

  @Test
  void addRefusesASecondRouteOfTheSameMetric() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.5");

    refused(() -> routes.add("10.5.0.0/16 via 10.1.0.5"), Errno.EEXIST, null);
    refused(() -> routes.add("10.5.0.0/16 via 10.1.0.6"), Errno.EEXIST, null);
    routes.add("10.5.0.0/16 via 10.1.0.6 metric 5");
  }

  @Test
  void ordersByTypeOfServiceThenMetric() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.8 metric 2");
    routes.add("10.5.0.0/16 via 10.1.0.8");
    routes.add("10.5.0.0/16 via 10.1.0.7 tos 0x08");
    routes.add("10.5.0.0/16 via 10.1.0.7 tos 0x10");
    routes.put(Mode.PREPEND, "10.5.0.0/16 via 10.1.0.9");
    routes.put(Mode.APPEND, "10.5.0.0/16 via 10.1.0.10");

    assertThat(own())
        .containsExactly(
            "10.5.0.0/16 via 10.1.0.7 dev d0",
            "10.5.0.0/16 via 10.1.0.7 dev d0",
            "10.5.0.0/16 via 10.1.0.9 dev d0",
            "10.5.0.0/16 via 10.1.0.8 dev d0",
            "10.5.0.0/16 via 10.1.0.10 dev d0",
            "10.5.0.0/16 via 10.1.0.8 dev d0 metric 2");
  }

  @Test
  void replacesTheFirstOfItsMetric() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.5");
    routes.put(Mode.APPEND, "10.5.0.0/16 via 10.1.0.6");

    refused(() -> routes.put(Mode.REPLACE, "10.5.0.0/16 via 10.1.0.6"), Errno.EEXIST, null);
    routes.put(Mode.REPLACE, "10.5.0.0/16 via 10.1.0.5");
    routes.put(Mode.CHANGE, "10.5.0.0/16 via 10.1.0.7");

    assertThat(own())
        .containsExactly("10.5.0.0/16 via 10.1.0.7 dev d0", "10.5.0.0/16 via 10.1.0.6 dev d0");
  }

  @Test
  void changesOnlyWhatIsThere() {
    refused(() -> routes.put(Mode.CHANGE, "10.6.0.0/16 via 10.1.0.5"), Errno.ENOENT, null);
    refused(() -> routes.put(Mode.TEST, "10.6.0.0/16 via 10.1.0.5"), Errno.ENOENT, null);
    assertThat(own()).isEmpty();
  }

  @Test
  void listsTablesByTheLowByteOfTheirNumbers() throws NetlinkException {
    routes.add("10.5.0.0/16 dev d0 table 5");
    routes.add("10.5.0.0/16 dev d0 table 261");
    routes.add("10.5.0.0/16 dev d0 table 517");

    assertThat(Listing.routes(netns, Family.IPV4, RouteTable.UNSPEC))
        .startsWith(
            "10.5.0.0/16 dev d0 table 517 scope link",
            "10.5.0.0/16 dev d0 table 261 scope link",
            "10.5.0.0/16 dev d0 table 5 scope link");
  }

  @Test
  void saysThatThereIsNoSuchTable() {
    assertThat(Listing.routes(netns, Family.IPV4, 101))
        .containsExactly("ipv4: FIB table does not exist.");
    refused(() -> routes.delete("10.0.0.0/8 table 77"), Errno.ESRCH, "FIB table does not exist.");
  }

  // ---- removal

  @Test
  void removesTheFirstThatIsAsTheRequestSays() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.5 proto static");
    routes.add("10.5.0.0/16 via 10.2.0.6 metric 6");

    refused(() -> routes.delete("10.5.0.0/16 metric 7"), Errno.ESRCH, null);
    refused(() -> routes.delete("10.5.0.0/16 proto bgp"), Errno.ESRCH, null);
    refused(() -> routes.delete("10.5.0.0/16 scope link"), Errno.ESRCH, null);
    refused(() -> routes.delete("10.5.0.0/16 via 10.1.0.9"), Errno.ESRCH, null);
    routes.delete("10.5.0.0/16 dev d1");

    assertThat(own()).containsExactly("10.5.0.0/16 via 10.1.0.5 dev d0 proto static");
  }

  @Test
  void removesASplitRouteByItsFirstNextHop() throws NetlinkException {
    routes.add("10.6.0.0/16 nexthop via 10.1.0.2 weight 2 nexthop via 10.2.0.2");
    assertThat(own())
        .containsExactly(
            "10.6.0.0/16 nexthop via 10.1.0.2 dev d0 weight 2"
                + " nexthop via 10.2.0.2 dev d1 weight 1");

    refused(() -> routes.delete("10.6.0.0/16 via 10.2.0.2"), Errno.ESRCH, null);
    routes.delete("10.6.0.0/16 via 10.1.0.2");

    assertThat(own()).isEmpty();
  }

  // ---- devices

  @Test
  void losesRoutesWithTheDeviceAndDoesNotGetThemBack() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.5");
    routes.add("unreachable 10.6.0.0/16");

    lab.down(d0);
    lab.up(d0);

    assertThat(own()).containsExactly("unreachable 10.6.0.0/16");
    assertThat(Listing.main(netns)).hasSize(3);
  }

  @Test
  void aSplitRouteLivesWhileOneNextHopDoes() throws NetlinkException {
    routes.add("10.6.0.0/16 nexthop via 10.1.0.2 nexthop via 10.2.0.2");

    lab.down(d1);
    assertThat(own())
        .containsExactly(
            "10.6.0.0/16 nexthop via 10.1.0.2 dev d0 weight 1"
                + " nexthop via 10.2.0.2 dev d1 weight 1 dead linkdown");

    lab.up(d1);
    assertThat(own())
        .containsExactly(
            "10.6.0.0/16 nexthop via 10.1.0.2 dev d0 weight 1"
                + " nexthop via 10.2.0.2 dev d1 weight 1");

    Links.unregister(List.of(d1));
    assertThat(own()).isEmpty();
  }

  @Test
  void saysWhenADeviceHasLostItsCarrier() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.5");

    d0.carrier(false);
    lab.passMillis(1500);
    assertThat(own()).containsExactly("10.5.0.0/16 via 10.1.0.5 dev d0 linkdown");

    lab.sysctl(netns, "net/ipv4/conf/all/ignore_routes_with_linkdown", "1");
    assertThat(own()).containsExactly("10.5.0.0/16 via 10.1.0.5 dev d0 dead linkdown");

    d0.carrier(true);
    lab.passMillis(1500);
    assertThat(own()).containsExactly("10.5.0.0/16 via 10.1.0.5 dev d0");
  }

  @Test
  void cutsMetricsToWhatMakesSense() throws NetlinkException {
    routes.add("10.5.0.0/16 dev d0 mtu 70000");

    RouteSnapshot route =
        Routes.of(netns).snapshots(Family.IPV4, RouteTable.MAIN).stream()
            .filter(one -> !one.metrics().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(route.metrics().value(RouteMetrics.MTU)).isEqualTo(65520);
  }
}
