package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.Listing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where packets go, as Linux 6.1 says with `ip route get`.
class Ipv4LookupTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice d0 = Cable.plug(netns, "d0");
  final NetDevice d1 = Cable.plug(netns, "d1");
  final Requests routes = new Requests(netns);
  final Fib fib = Fib.of(netns, Family.IPV4);
  final Flow flow = new Flow();

  @BeforeEach
  void network() throws NetlinkException {
    lab.address(d0, "10.1.0.1/24");
    lab.address(d1, "10.2.0.1/24");
    routes.add("default via 10.1.0.9");
    routes.add("10.9.0.0/16 via 10.2.0.9");
    routes.add("unreachable 10.8.0.0/16");
    routes.add("prohibit 10.8.1.0/24");
    routes.add("blackhole 10.8.2.0/24");
    routes.add("throw 10.8.3.0/24");
  }

  void forward() {
    lab.sysctl(netns, "net/ipv4/ip_forward", "1");
  }

  static long hi(String address) {
    return Ip.of(address).hi();
  }

  String source() {
    return new Ip(Family.IPV4, flow.sourceHi, 0).text();
  }

  /// Asks for the way of a packet made here, and tells the answer.
  String output(String destination) {
    flow.destinationHi = hi(destination);
    return told(fib.output(flow)) + (flow.error == 0 ? " src " + source() : "");
  }

  /// Asks for the way of a packet that came in.
  String input(String source, String destination, NetDevice device) {
    flow.clear();
    flow.sourceHi = hi(source);
    flow.destinationHi = hi(destination);
    flow.input = device;
    return told(fib.input(flow));
  }

  String told(Route route) {
    if (route == null) {
      return "error " + flow.error + (flow.refusal == null ? "" : " " + flow.refusal);
    }
    if (route.error() != 0) {
      return route.type().word() + " error " + route.error();
    }
    String via =
        route.hasGateway()
            ? " via " + new Ip(Family.IPV4, route.gatewayHi(), route.gatewayLo())
            : "";
    return route.type().word() + via + " dev " + route.device().name();
  }

  static String error(Errno errno) {
    return "error " + errno.number();
  }

  // ---- output

  @Test
  void sendsByTheLongestPrefix() {
    assertThat(output("10.1.0.5")).isEqualTo("unicast dev d0 src 10.1.0.1");
    flow.clear();
    assertThat(output("10.9.1.1")).isEqualTo("unicast via 10.2.0.9 dev d1 src 10.2.0.1");
    flow.clear();
    assertThat(output("8.8.8.8")).isEqualTo("unicast via 10.1.0.9 dev d0 src 10.1.0.1");
  }

  @Test
  void keepsWhatIsItsOwn() {
    assertThat(output("10.1.0.1")).isEqualTo("local dev lo src 10.1.0.1");
    flow.clear();
    assertThat(output("127.5.0.1")).isEqualTo("local dev lo src 127.0.0.1");
    flow.clear();
    assertThat(output("0.0.0.0")).isEqualTo("local dev lo src 127.0.0.1");
  }

  @Test
  void sendsToMany() {
    assertThat(output("10.1.0.255")).isEqualTo("broadcast dev d0 src 10.1.0.1");
    flow.clear();
    assertThat(output("255.255.255.255")).isEqualTo("broadcast dev d0 src 10.1.0.1");
    flow.clear();
    assertThat(output("224.0.0.1")).isEqualTo("multicast dev d0 src 10.1.0.1");
    flow.clear();
    flow.output = d1;
    assertThat(output("255.255.255.255")).isEqualTo("broadcast dev d1 src 10.2.0.1");
    flow.clear();
    flow.output = d1;
    assertThat(output("239.1.1.1")).isEqualTo("multicast dev d1 src 10.2.0.1");
  }

  @Test
  void toldADeviceItNeedsNoRoute() {
    flow.output = d1;

    assertThat(output("8.8.8.8")).isEqualTo("unicast dev d1 src 10.2.0.1");
  }

  @Test
  void sendsToManyByTheDeviceOfTheSource() {
    flow.sourceHi = hi("10.2.0.1");

    assertThat(output("255.255.255.255")).isEqualTo("broadcast dev d1 src 10.2.0.1");
  }

  @Test
  void sendsOnlyFromItsOwnAddresses() {
    flow.sourceHi = hi("10.2.0.1");
    assertThat(output("8.8.8.8")).isEqualTo("unicast via 10.1.0.9 dev d0 src 10.2.0.1");

    flow.clear();
    flow.sourceHi = hi("10.1.0.77");
    assertThat(output("8.8.8.8")).isEqualTo(error(Errno.ENETUNREACH));

    flow.clear();
    flow.sourceHi = hi("10.1.0.77");
    flow.anySource = true;
    assertThat(output("8.8.8.8")).isEqualTo("unicast via 10.1.0.9 dev d0 src 10.1.0.77");

    flow.clear();
    flow.sourceHi = hi("224.0.0.1");
    assertThat(output("8.8.8.8")).isEqualTo(error(Errno.EINVAL));
  }

  @Test
  void letsNothingOutFromLoopbackAddresses() {
    flow.sourceHi = hi("127.0.0.1");
    assertThat(output("8.8.8.8")).isEqualTo(error(Errno.EINVAL));

    lab.sysctl(netns, "net/ipv4/conf/d0/route_localnet", "1");
    flow.clear();
    flow.sourceHi = hi("127.0.0.1");
    assertThat(output("8.8.8.8")).isEqualTo("unicast via 10.1.0.9 dev d0 src 127.0.0.1");
  }

  @Test
  void tellsWhyThereIsNoWay() {
    assertThat(output("10.8.0.1")).isEqualTo(error(Errno.EHOSTUNREACH));
    assertThat(output("10.8.1.1")).isEqualTo(error(Errno.EACCES));
    assertThat(output("10.8.2.1")).isEqualTo(error(Errno.EINVAL));
    assertThat(output("10.8.3.1")).isEqualTo(error(Errno.ENETUNREACH));
  }

  @Test
  void throwLeadsToTheDefaultTable() throws NetlinkException {
    routes.add("10.8.3.0/24 via 10.2.0.7 table default");

    assertThat(output("10.8.3.1")).isEqualTo("unicast via 10.2.0.7 dev d1 src 10.2.0.1");
  }

  @Test
  void takesTheRoutesOfItsTypeOfService() throws NetlinkException {
    routes.add("10.9.0.0/16 via 10.1.0.7 tos 0x10");

    flow.tos = 0x13;
    assertThat(output("10.9.1.1")).startsWith("unicast via 10.1.0.7");
    flow.clear();
    assertThat(output("10.9.1.1")).startsWith("unicast via 10.2.0.9");
  }

  @Test
  void localAndMainTableAreOneByPrefix() throws NetlinkException {
    routes.add("127.5.0.0/16 dev d0");

    assertThat(output("127.5.0.1")).isEqualTo("unicast dev d0 src 10.1.0.1");
    flow.clear();
    assertThat(output("127.6.0.1")).isEqualTo("local dev lo src 127.0.0.1");
  }

  @Test
  void prefersTheSourceTheRouteNames() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.9 src 10.2.0.1");

    assertThat(output("10.5.0.1")).isEqualTo("unicast via 10.1.0.9 dev d0 src 10.2.0.1");
  }

  @Test
  void takesTheSourceOfTheGatewaysNetwork() throws NetlinkException {
    Addresses.of(netns).add(Listing.address(d0, "10.7.0.1/24"));
    routes.add("10.5.0.0/16 via 10.7.0.9");

    assertThat(output("10.5.0.1")).isEqualTo("unicast via 10.7.0.9 dev d0 src 10.7.0.1");
  }

  @Test
  void avoidsDeadAndUnwantedWays() throws NetlinkException {
    routes.add("10.5.0.0/16 via 10.1.0.7 metric 1");
    routes.add("10.5.0.0/16 via 10.2.0.7 metric 2");
    d0.carrier(false);
    lab.passMillis(1500);

    assertThat(output("10.5.0.1")).startsWith("unicast via 10.1.0.7");
    lab.sysctl(netns, "net/ipv4/conf/d0/ignore_routes_with_linkdown", "1");
    flow.clear();
    assertThat(output("10.5.0.1")).startsWith("unicast via 10.2.0.7");
  }

  @Test
  void splitsByWeightAndKeepsAFlowTogether() throws NetlinkException {
    routes.add("10.5.0.0/16 nexthop via 10.1.0.2 weight 3 nexthop via 10.2.0.2");
    Map<String, Integer> chosen = new HashMap<>();

    for (int i = 0; i < 4000; i++) {
      flow.clear();
      flow.destinationHi = hi("10.5.0.0") + ((long) i << 32);
      Route route = Objects.requireNonNull(fib.output(flow));
      flow.sourceHi = 0;
      assertThat(fib.output(flow)).isSameAs(route);
      chosen.merge(route.device().name(), 1, Integer::sum);
    }

    assertThat(chosen.get("d0")).isBetween(2800, 3200);
    assertThat(chosen.get("d1")).isBetween(800, 1200);
  }

  @Test
  void aPacketGetsTheSameObjectEveryTime() {
    flow.destinationHi = hi("8.8.8.8");
    Route first = fib.output(flow);

    flow.clear();
    flow.destinationHi = hi("8.8.4.4");

    assertThat(fib.output(flow)).isSameAs(first);
  }

  // ---- input

  @Test
  void deliversWhatIsForIt() {
    assertThat(input("10.2.0.7", "10.1.0.1", d1)).isEqualTo("local dev lo");
    assertThat(input("10.9.9.9", "10.1.0.1", d0)).isEqualTo("local dev lo");
    assertThat(input("10.2.0.7", "10.2.0.255", d1)).startsWith("broadcast");
    assertThat(input("10.2.0.7", "255.255.255.255", d1)).startsWith("broadcast");
    assertThat(input("0.0.0.0", "255.255.255.255", d1)).startsWith("broadcast");
    assertThat(input("10.2.0.7", "224.0.0.1", d1)).startsWith("multicast");
  }

  @Test
  void passesNothingOnUnlessItIsARouter() {
    assertThat(input("10.2.0.7", "10.1.0.5", d1))
        .isEqualTo("unreachable error " + Errno.EHOSTUNREACH.number());

    forward();

    assertThat(input("10.2.0.7", "10.1.0.5", d1)).isEqualTo("unicast dev d0");
    assertThat(input("10.2.0.7", "8.8.8.8", d1)).isEqualTo("unicast via 10.1.0.9 dev d0");
  }

  @Test
  void aRouterTellsWhyThereIsNoWay() throws NetlinkException {
    forward();
    routes.delete("default");

    assertThat(input("10.2.0.7", "10.8.0.1", d1)).isEqualTo("unreachable error 113");
    assertThat(input("10.2.0.7", "10.8.1.1", d1)).isEqualTo("prohibit error 13");
    assertThat(input("10.2.0.7", "10.8.2.1", d1)).isEqualTo("blackhole error 22");
    assertThat(input("10.2.0.7", "8.8.8.8", d1)).isEqualTo("unreachable error 101");
  }

  @Test
  void knowsMartians() {
    String martian = "error " + Errno.EINVAL.number() + " ";

    assertThat(input("10.2.0.1", "10.1.0.1", d1)).isEqualTo(martian + DropReason.IP_INVALID_SOURCE);
    assertThat(input("224.0.0.1", "10.1.0.1", d1))
        .isEqualTo(martian + DropReason.IP_INVALID_SOURCE);
    assertThat(input("0.0.0.5", "10.1.0.1", d1)).isEqualTo(martian + DropReason.IP_INVALID_SOURCE);
    assertThat(input("10.2.0.7", "127.0.0.1", d1)).isEqualTo(martian + DropReason.IP_LOCALNET);
    assertThat(input("127.0.0.1", "10.1.0.1", d1)).isEqualTo(martian + DropReason.IP_LOCALNET);
    assertThat(input("10.2.0.7", "224.0.0.9", d1)).startsWith(martian);
  }

  @Test
  void takesItsOwnSourcesWhereSettingsSaySo() {
    lab.sysctl(netns, "net/ipv4/conf/d1/accept_local", "1");

    assertThat(input("10.1.0.1", "10.2.0.1", d1)).isEqualTo("local dev lo");
  }

  @Test
  void filtersByTheWayBack() {
    String filtered = "error " + Errno.EXDEV.number() + " " + DropReason.IP_RPFILTER;
    assertThat(input("10.77.0.7", "10.1.0.1", d1)).isEqualTo("local dev lo");

    lab.sysctl(netns, "net/ipv4/conf/all/rp_filter", "1");
    assertThat(input("10.77.0.7", "10.1.0.1", d1)).isEqualTo(filtered);
    assertThat(input("10.77.0.7", "10.1.0.1", d0)).isEqualTo("local dev lo");
    assertThat(input("10.2.0.7", "10.1.0.1", d1)).isEqualTo("local dev lo");

    lab.sysctl(netns, "net/ipv4/conf/all/rp_filter", "2");
    assertThat(input("10.77.0.7", "10.1.0.1", d1)).isEqualTo("local dev lo");
    assertThat(input("10.8.0.7", "10.1.0.1", d1)).startsWith("error " + Errno.EXDEV.number());
  }

  @Test
  void seesABetterGateway() {
    forward();

    input("10.1.0.7", "8.8.8.8", d0);
    assertThat(flow.redirect).isTrue();
    input("10.2.0.7", "8.8.8.8", d1);
    assertThat(flow.redirect).isFalse();

    lab.sysctl(netns, "net/ipv4/conf/all/send_redirects", "0");
    lab.sysctl(netns, "net/ipv4/conf/d0/send_redirects", "0");
    input("10.1.0.7", "8.8.8.8", d0);
    assertThat(flow.redirect).isFalse();
  }

  // ---- addresses

  @Test
  void knowsTheKindsOfAddresses() {
    assertThat(fib.addressType(hi("10.1.0.1"), 0)).isEqualTo(RouteType.LOCAL);
    assertThat(fib.addressType(hi("127.9.9.9"), 0)).isEqualTo(RouteType.LOCAL);
    assertThat(fib.addressType(hi("10.1.0.255"), 0)).isEqualTo(RouteType.BROADCAST);
    assertThat(fib.addressType(hi("255.255.255.255"), 0)).isEqualTo(RouteType.BROADCAST);
    assertThat(fib.addressType(hi("0.0.0.1"), 0)).isEqualTo(RouteType.BROADCAST);
    assertThat(fib.addressType(hi("239.0.0.1"), 0)).isEqualTo(RouteType.MULTICAST);
    assertThat(fib.addressType(hi("10.1.0.2"), 0)).isEqualTo(RouteType.UNICAST);
  }

  @Test
  void whateverChangesIsLookedUpAgain() throws NetlinkException {
    int before = fib.generation();

    routes.add("10.5.0.0/16 via 10.1.0.9");

    assertThat(fib.generation()).isNotEqualTo(before);
  }
}
