package dev.patchbay.stack.address;

import static dev.patchbay.packet.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 answers, on a device without link-local address and without search for
/// duplicates.
class Ipv6AddressesTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice d0 = Cable.plug(netns, "d0");
  final Addresses addresses = Addresses.of(netns);

  @BeforeEach
  void quiet() {
    lab.sysctl(netns, "net/ipv6/conf/d0/addr_gen_mode", "1");
    lab.sysctl(netns, "net/ipv6/conf/d0/accept_dad", "0");
    lab.up(d0);
  }

  void add(String... prefixes) throws NetlinkException {
    for (String prefix : prefixes) {
      addresses.add(Listing.address(d0, prefix));
    }
  }

  AddressRequest flagged(String prefix, int flags) {
    AddressRequest request = Listing.address(d0, prefix);
    request.flags = flags;
    return request;
  }

  AddressRequest lasting(String prefix, int valid, int preferred) {
    AddressRequest request = Listing.address(d0, prefix);
    request.hasLifetimes = true;
    request.validLifetime = valid;
    request.preferredLifetime = preferred;
    return request;
  }

  List<String> shown() {
    return Listing.addresses(d0, IPV6);
  }

  static void refused(ThrowingCallable request, Errno errno) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  // ---- addresses

  @Test
  void showsFarScopesFirstAndTheNewestOfEach() throws NetlinkException {
    add("2001:db8::1/64", "fe80::5/64", "fec0::5/64", "fd00::1/112");
    addresses.add(flagged("ff02::5/64", AddressFlags.MCAUTOJOIN));

    assertThat(shown())
        .containsExactly(
            "fd00::1/112",
            "2001:db8::1/64",
            "fec0::5/64 site",
            "ff02::5/64 link",
            "fe80::5/64 link");
  }

  @Test
  void refusesTheSameAddressWhateverTheNetwork() throws NetlinkException {
    add("2001:db8::1/64");

    refused(() -> add("2001:db8::1/64"), Errno.EEXIST);
    refused(() -> add("2001:db8::1/48"), Errno.EEXIST);
  }

  @Test
  void refusesWhatIsNoAddressOfADevice() {
    refused(() -> add("::/64"), Errno.EADDRNOTAVAIL);
    refused(() -> add("::1/128"), Errno.EADDRNOTAVAIL);
    refused(() -> add("ff02::5/64"), Errno.EADDRNOTAVAIL);
    refused(
        () -> addresses.add(flagged("2001:db8::1/65", AddressFlags.MANAGETEMPADDR)), Errno.EINVAL);
    refused(() -> addresses.add(lasting("2001:db8::1/64", 10, 20)), Errno.EINVAL);
    assertThat(shown()).isEmpty();
  }

  @Test
  void refusesAddressesWhereIpv6IsSwitchedOff() {
    lab.sysctl(netns, "net/ipv6/conf/d0/disable_ipv6", "1");

    refused(() -> add("2001:db8::1/64"), Errno.EACCES);
  }

  @Test
  void removesOnlyWhatIsNamedInFull() throws NetlinkException {
    add("2001:db8::1/64");

    refused(() -> addresses.delete(Listing.address(d0, "2001:db8::1/48")), Errno.EADDRNOTAVAIL);
    addresses.delete(Listing.address(d0, "2001:db8::1/64"));

    assertThat(shown()).isEmpty();
  }

  @Test
  void anAddressMayLastWithoutBeingPreferred() throws NetlinkException {
    addresses.add(lasting("2001:db8::1/64", AddressRequest.FOREVER, 0));

    AddressSnapshot address = addresses.snapshots(IPV6, d0).getFirst();

    assertThat(shown()).containsExactly("2001:db8::1/64 deprecated");
    assertThat(address.validLifetime()).isEqualTo(AddressRequest.FOREVER);
    assertThat(address.preferredLifetime()).isZero();
  }

  @Test
  void deprecatesAndRemovesWhenLifetimesAreOver() throws NetlinkException {
    addresses.add(lasting("2001:db8::1/64", 20, 10));

    lab.passMillis(4000);
    assertThat(addresses.snapshots(IPV6, d0).getFirst().preferredLifetime()).isEqualTo(6);
    lab.passMillis(6000);
    assertThat(shown()).containsExactly("2001:db8::1/64 deprecated dynamic");
    lab.passMillis(10_000);
    assertThat(shown()).isEmpty();
  }

  // ---- their routes

  @Test
  void bringsNetworkAndItself() throws NetlinkException {
    add("2001:db8::1/64");

    assertThat(Listing.main6(netns))
        .containsExactly("2001:db8::/64 dev d0 proto kernel metric 256");
    assertThat(Listing.local6(netns))
        .containsExactly(
            "local ::1 dev lo proto kernel",
            "local 2001:db8::1 dev d0 proto kernel",
            "multicast ff00::/8 dev d0 proto kernel metric 256");
  }

  @Test
  void anAddressOfItsOwnNetworkBringsThatToo() throws NetlinkException {
    add("2001:db8::1/128");

    assertThat(Listing.main6(netns)).containsExactly("2001:db8::1 dev d0 proto kernel metric 256");
  }

  @Test
  void bringsThePeerBesideTheNetwork() throws NetlinkException {
    addresses.add(Listing.peer(d0, "2001:db8:6::1", "2001:db8:6::2/64"));

    assertThat(Listing.main6(netns))
        .containsExactly(
            "2001:db8:6::2 dev d0 proto kernel metric 256",
            "2001:db8:6::/64 dev d0 proto kernel metric 256");
  }

  @Test
  void theNetworkStaysWithTheLastOfItsAddresses() throws NetlinkException {
    add("2001:db8::1/64", "2001:db8::2/64");

    addresses.delete(Listing.address(d0, "2001:db8::1/64"));
    assertThat(Listing.main6(netns)).hasSize(1);
    addresses.delete(Listing.address(d0, "2001:db8::2/64"));

    assertThat(Listing.main6(netns)).isEmpty();
  }

  @Test
  void changesMetricAndRouteOnRequest() throws NetlinkException {
    add("2001:db8::1/64");
    AddressRequest metric = Listing.address(d0, "2001:db8::1/64");
    metric.metric = 5;

    addresses.replace(metric);
    assertThat(Listing.main6(netns)).containsExactly("2001:db8::/64 dev d0 proto kernel metric 5");

    addresses.replace(flagged("2001:db8::1/64", AddressFlags.NOPREFIXROUTE));
    assertThat(Listing.main6(netns)).isEmpty();

    addresses.replace(Listing.address(d0, "2001:db8::1/64"));
    assertThat(Listing.main6(netns)).containsExactly("2001:db8::/64 dev d0 proto kernel metric 5");
  }

  @Test
  void aRouterAnswersForTheSubnetsAnycastAddress() throws NetlinkException {
    add("2001:db8::1/64");
    String anycast = "anycast 2001:db8:: dev d0 proto kernel";

    lab.sysctl(netns, "net/ipv6/conf/all/forwarding", "1");
    assertThat(Listing.local6(netns)).contains(anycast);

    lab.sysctl(netns, "net/ipv6/conf/all/forwarding", "0");
    assertThat(Listing.local6(netns)).doesNotContain(anycast);
  }

  @Test
  void losesAddressesAndRoutesWhenTheDeviceGoesDown() throws NetlinkException {
    add("2001:db8::1/64");

    lab.down(d0);

    assertThat(shown()).isEmpty();
    assertThat(Listing.main6(netns)).isEmpty();
    assertThat(Listing.local6(netns)).containsExactly("local ::1 dev lo proto kernel");
  }
}
