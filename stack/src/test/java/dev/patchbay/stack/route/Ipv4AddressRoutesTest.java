package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.Listing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 lists.
class Ipv4AddressRoutesTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice d0 = Cable.plug(netns, "d0");
  final Addresses addresses = Addresses.of(netns);

  @BeforeEach
  void clearLoopback() throws NetlinkException {
    addresses.delete(Listing.address(netns.loopback(), "127.0.0.1/8"));
  }

  void add(NetDevice device, String prefix) throws NetlinkException {
    addresses.add(Listing.address(device, prefix));
  }

  void delete(NetDevice device, String prefix) throws NetlinkException {
    AddressRequest request = Listing.address(device, prefix);
    request.address = request.local;
    addresses.delete(request);
  }

  @Test
  void bringsOnlyTheAddressItselfWhileTheDeviceIsDown() throws NetlinkException {
    add(d0, "10.0.0.1/24");

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns))
        .containsExactly("local 10.0.0.1 dev d0 proto kernel scope host src 10.0.0.1");
  }

  @Test
  void bringsNetworkAndBroadcastWhenTheDeviceComesUp() throws NetlinkException {
    add(d0, "10.0.0.1/24");

    lab.up(d0);

    assertThat(Listing.main(netns))
        .containsExactly("10.0.0.0/24 dev d0 proto kernel scope link src 10.0.0.1");
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.0.0.1 dev d0 proto kernel scope host src 10.0.0.1",
            "broadcast 10.0.0.255 dev d0 proto kernel scope link src 10.0.0.1");
  }

  @Test
  void keepsTheAddressItselfWhenTheDeviceGoesDown() throws NetlinkException {
    add(d0, "10.0.0.1/24");
    lab.up(d0);

    lab.down(d0);

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns))
        .containsExactly("local 10.0.0.1 dev d0 proto kernel scope host src 10.0.0.1");
  }

  @Test
  void secondaryAddressesBringNoNetwork() throws NetlinkException {
    lab.up(d0);
    add(d0, "10.0.0.1/24");
    add(d0, "10.0.0.2/24");

    assertThat(Listing.main(netns)).hasSize(1);
    assertThat(Listing.local(netns))
        .contains("local 10.0.0.2 dev d0 proto kernel scope host src 10.0.0.1");
  }

  @Test
  void listsTheNarrowerNetworkFirst() throws NetlinkException {
    lab.up(d0);
    add(d0, "10.0.0.1/16");
    add(d0, "10.0.0.4/25");
    add(d0, "10.0.0.5/24");

    assertThat(Listing.main(netns))
        .containsExactly(
            "10.0.0.0/25 dev d0 proto kernel scope link src 10.0.0.4",
            "10.0.0.0/24 dev d0 proto kernel scope link src 10.0.0.5",
            "10.0.0.0/16 dev d0 proto kernel scope link src 10.0.0.1");
  }

  @Test
  void smallNetworksHaveNoBroadcast() throws NetlinkException {
    lab.up(d0);
    add(d0, "10.0.0.0/31");
    add(d0, "10.1.0.1/32");
    addresses.add(Listing.peer(d0, "10.9.0.1", "10.9.0.2/32"));

    assertThat(Listing.main(netns))
        .containsExactly(
            "10.0.0.0/31 dev d0 proto kernel scope link src 10.0.0.0",
            "10.9.0.2 dev d0 proto kernel scope link src 10.9.0.1");
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.0.0.0 dev d0 proto kernel scope host src 10.0.0.0",
            "local 10.1.0.1 dev d0 proto kernel scope host src 10.1.0.1",
            "local 10.9.0.1 dev d0 proto kernel scope host src 10.9.0.1");
  }

  @Test
  void aBroadcastAddressOfItsOwnGetsARouteToo() throws NetlinkException {
    lab.up(d0);
    AddressRequest request = Listing.address(d0, "10.1.2.1/24");
    request.broadcast = Ip.of("10.1.2.99");
    addresses.add(request);

    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.1.2.1 dev d0 proto kernel scope host src 10.1.2.1",
            "broadcast 10.1.2.99 dev d0 proto kernel scope link src 10.1.2.1",
            "broadcast 10.1.2.255 dev d0 proto kernel scope link src 10.1.2.1");
  }

  @Test
  void whatCannotBeASourceBringsNoNetwork() throws NetlinkException {
    lab.up(d0);
    add(d0, "224.0.0.5/24");
    add(d0, "0.0.0.5/24");

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 0.0.0.5 dev d0 proto kernel scope host src 0.0.0.5",
            "local 224.0.0.5 dev d0 proto kernel scope host src 224.0.0.5");
  }

  @Test
  void networksOfLoAreLocal() throws NetlinkException {
    add(netns.loopback(), "10.99.0.1/24");

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.99.0.0/24 dev lo proto kernel scope host src 10.99.0.1",
            "local 10.99.0.1 dev lo proto kernel scope host src 10.99.0.1",
            "broadcast 10.99.0.255 dev lo proto kernel scope link src 10.99.0.1");
  }

  @Test
  void bringsNoNetworkWhenToldNotTo() throws NetlinkException {
    lab.up(d0);
    AddressRequest request = Listing.address(d0, "10.1.0.1/24");
    request.flags = AddressFlags.NOPREFIXROUTE;
    addresses.add(request);

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns)).hasSize(2);
  }

  @Test
  void theMetricOfAnAddressIsThatOfItsNetwork() throws NetlinkException {
    lab.up(d0);
    AddressRequest request = Listing.address(d0, "10.0.0.1/24");
    request.metric = 77;
    addresses.add(request);
    assertThat(Listing.main(netns)).first().asString().endsWith(" metric 77");

    request.metric = 78;
    addresses.replace(request);

    assertThat(Listing.main(netns))
        .containsExactly("10.0.0.0/24 dev d0 proto kernel scope link src 10.0.0.1 metric 78");
  }

  @Test
  void sharedRoutesStayWithTheLastOfTheirAddresses() throws NetlinkException {
    lab.up(d0);
    add(d0, "10.0.0.1/24");
    add(d0, "10.0.0.1/16");

    delete(d0, "10.0.0.1/24");

    assertThat(Listing.main(netns))
        .containsExactly("10.0.0.0/16 dev d0 proto kernel scope link src 10.0.0.1");
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.0.0.1 dev d0 proto kernel scope host src 10.0.0.1",
            "broadcast 10.0.255.255 dev d0 proto kernel scope link src 10.0.0.1");
  }

  @Test
  void anotherDeviceMayHaveTheSameAddress() throws NetlinkException {
    NetDevice d1 = Cable.plug(netns, "d1");
    lab.up(d0);
    lab.up(d1);
    add(d0, "10.0.0.1/24");
    add(d1, "10.0.0.1/24");

    delete(d0, "10.0.0.1/24");

    assertThat(Listing.main(netns))
        .containsExactly("10.0.0.0/24 dev d1 proto kernel scope link src 10.0.0.1");
  }

  @Test
  void promotionGivesRoutesAnotherSource() throws NetlinkException {
    lab.sysctl(netns, "net/ipv4/conf/all/promote_secondaries", "1");
    lab.up(d0);
    add(d0, "10.60.0.1/24");
    add(d0, "10.60.0.2/24");
    add(d0, "10.60.0.3/24");

    delete(d0, "10.60.0.1/24");

    assertThat(Listing.main(netns))
        .containsExactly("10.60.0.0/24 dev d0 proto kernel scope link src 10.60.0.2");
    assertThat(Listing.local(netns))
        .containsExactly(
            "local 10.60.0.2 dev d0 proto kernel scope host src 10.60.0.2",
            "local 10.60.0.3 dev d0 proto kernel scope host src 10.60.0.2",
            "broadcast 10.60.0.255 dev d0 proto kernel scope link src 10.60.0.2");
  }

  @Test
  void routesThatPreferAnAddressGoWithIt() throws NetlinkException {
    Requests routes = new Requests(netns);
    lab.up(d0);
    add(d0, "10.60.0.1/24");
    add(d0, "10.70.0.1/24");
    routes.add("10.61.0.0/24 via 10.70.0.9 src 10.60.0.1");
    routes.add("10.62.0.0/24 via 10.70.0.9");

    delete(d0, "10.60.0.1/24");

    assertThat(Listing.main(netns))
        .containsExactly(
            "10.62.0.0/24 via 10.70.0.9 dev d0",
            "10.70.0.0/24 dev d0 proto kernel scope link src 10.70.0.1");
  }

  @Test
  void allRoutesOfADeviceGoWithItsLastAddress() throws NetlinkException {
    Requests routes = new Requests(netns);
    lab.up(d0);
    add(d0, "10.60.0.1/24");
    routes.add("10.64.0.0/24 dev d0");

    delete(d0, "10.60.0.1/24");

    assertThat(Listing.main(netns)).isEmpty();
    assertThat(Listing.local(netns)).isEmpty();
  }

  @Test
  void tellsMonitorsInTheKernelsOrder() throws NetlinkException {
    List<String> told = new ArrayList<>();
    lab.up(d0);
    netns.addMonitor(a -> {
      if (a instanceof RouteAnnouncement route && route.route().family() == Family.IPV4) {
        told.add((route.gone() ? "Deleted " : "") + Listing.text(route.route(), true));
      }
    });

    add(d0, "10.0.0.1/24");
    delete(d0, "10.0.0.1/24");

    assertThat(told)
        .containsExactly(
            "local 10.0.0.1 dev d0 table local proto kernel scope host src 10.0.0.1",
            "10.0.0.0/24 dev d0 proto kernel scope link src 10.0.0.1",
            "broadcast 10.0.0.255 dev d0 table local proto kernel scope link src 10.0.0.1",
            "Deleted 10.0.0.0/24 dev d0 proto kernel scope link src 10.0.0.1",
            "Deleted broadcast 10.0.0.255 dev d0 table local proto kernel scope link src 10.0.0.1",
            "Deleted local 10.0.0.1 dev d0 table local proto kernel scope host src 10.0.0.1");
  }
}
