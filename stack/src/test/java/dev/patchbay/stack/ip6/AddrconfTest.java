package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.Routes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AddrconfTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable cable = Cable.between(red, "eth0", blue, "eth0");

  private void up() {
    lab.up(cable);
    lab.up(cable.peer());
    lab.passMillis(2100);
  }

  private void add(Cable device, String prefix, int flags) throws NetlinkException {
    Prefix parsed = Prefix.of(prefix);
    AddressRequest request = new AddressRequest(Family.IPV6, device);
    request.local = parsed.address();
    request.prefixLength = parsed.length();
    request.flags = flags;
    Addresses.of(device.netns()).add(request);
  }

  private List<String> globals(Cable device) {
    return EndToEndTest.addresses(device).stream().filter(a -> !a.startsWith("fe80")).toList();
  }

  private List<String> routes(Netns netns, int table) throws NetlinkException {
    return Routes.of(netns).snapshots(Family.IPV6, table).stream()
        .map(RouteSnapshot::destination)
        .map(Object::toString)
        .toList();
  }

  @Test
  void noticesThatAnotherStationHasTheAddress() throws NetlinkException {
    up();
    add(cable, "2001:db8::1/64", 0);
    lab.passMillis(2100);

    add(cable.peer(), "2001:db8::1/64", 0);
    lab.passMillis(1500);

    assertThat(globals(cable)).containsExactly("2001:db8::1/64");
    assertThat(globals(cable.peer())).containsExactly("2001:db8::1/64 dadfailed tentative");
  }

  @Test
  void losesToAnotherStationThatLooksForTheSameAddress() throws NetlinkException {
    up();
    lab.sysctl(red, "net/ipv6/conf/eth0/dad_transmits", "3");
    lab.sysctl(blue, "net/ipv6/conf/eth0/dad_transmits", "3");

    add(cable, "2001:db8::1/64", 0);
    add(cable.peer(), "2001:db8::1/64", 0);
    lab.passMillis(5000);

    assertThat(List.of(globals(cable), globals(cable.peer())).toString()).contains("dadfailed");
  }

  @Test
  void usesAnAddressAtOnceThatIsNotToBeLookedFor() throws NetlinkException {
    up();

    add(cable, "2001:db8::1/64", AddressFlags.NODAD);

    assertThat(globals(cable)).containsExactly("2001:db8::1/64");
  }

  @Test
  void usesAnAddressAtOnceWhenNothingIsLookedFor() throws NetlinkException {
    up();
    lab.sysctl(red, "net/ipv6/conf/eth0/accept_dad", "0");

    add(cable, "2001:db8::1/64", 0);

    assertThat(globals(cable)).containsExactly("2001:db8::1/64");
  }

  @Test
  void waitsWithoutAProbeWhenNoneIsToBeSent() throws NetlinkException {
    up();
    lab.sysctl(red, "net/ipv6/conf/eth0/dad_transmits", "0");

    add(cable, "2001:db8::1/64", 0);
    assertThat(globals(cable)).containsExactly("2001:db8::1/64 tentative");
    lab.passMillis(1001);

    assertThat(globals(cable)).containsExactly("2001:db8::1/64");
  }

  @Test
  void losesItsAddressesWithTheDevice() throws NetlinkException {
    up();
    add(cable, "2001:db8::1/64", 0);
    lab.passMillis(2100);

    lab.down(cable);

    assertThat(EndToEndTest.addresses(cable)).isEmpty();
    assertThat(routes(red, RouteTable.MAIN)).isEmpty();
    assertThat(routes(red, RouteTable.LOCAL)).containsExactly("::1/128");
  }

  @Test
  void keepsAddressesWhenToldTo() throws NetlinkException {
    lab.sysctl(red, "net/ipv6/conf/eth0/keep_addr_on_down", "1");
    up();
    add(cable, "2001:db8::1/64", 0);
    add(cable, "2001:db8:1::1/64", AddressFlags.NODAD);
    lab.passMillis(2100);

    lab.down(cable);
    assertThat(EndToEndTest.addresses(cable))
        .containsExactly("2001:db8:1::1/64", "2001:db8::1/64 tentative");
    assertThat(routes(red, RouteTable.MAIN)).isEmpty();

    lab.up(cable);
    assertThat(routes(red, RouteTable.LOCAL)).contains("2001:db8:1::1/128");
    assertThat(routes(red, RouteTable.MAIN)).contains("2001:db8::/64", "2001:db8:1::/64");
    lab.passMillis(2100);
    assertThat(globals(cable)).containsExactly("2001:db8:1::1/64", "2001:db8::1/64");
    assertThat(routes(red, RouteTable.LOCAL)).contains("2001:db8::1/128");
  }

  @Test
  void keepsAnAddressTentativeUntilTheDeviceIsUp() throws NetlinkException {
    add(cable, "2001:db8::1/64", 0);
    lab.passMillis(3000);
    assertThat(globals(cable)).containsExactly("2001:db8::1/64 tentative");

    up();

    assertThat(globals(cable)).containsExactly("2001:db8::1/64");
  }

  @Test
  void isSilentWhereIpv6IsOff() throws NetlinkException {
    up();
    add(cable, "2001:db8::1/64", 0);

    lab.sysctl(red, "net/ipv6/conf/eth0/disable_ipv6", "1");
    assertThat(EndToEndTest.addresses(cable)).isEmpty();
    assertThat(routes(red, RouteTable.MAIN)).isEmpty();

    lab.sysctl(red, "net/ipv6/conf/eth0/disable_ipv6", "0");
    lab.passMillis(2100);
    assertThat(EndToEndTest.addresses(cable)).hasSize(1);
  }

  @Test
  void isOffEverywhereWhenAllSaysSo() {
    up();

    lab.sysctl(red, "net/ipv6/conf/all/disable_ipv6", "1");

    assertThat(EndToEndTest.addresses(cable)).isEmpty();
    assertThat(EndToEndTest.addresses(red.loopback())).isEmpty();
  }

  @Test
  void isOffOnNewDevicesWhenDefaultSaysSo() {
    lab.sysctl(red, "net/ipv6/conf/default/disable_ipv6", "1");

    Cable other = Cable.between(red, "eth1", blue, "eth1");
    lab.up(other);
    lab.passMillis(2100);

    assertThat(EndToEndTest.addresses(other)).isEmpty();
  }

  @Test
  void makesNoLinkLocalAddressWhenToldNotTo() {
    lab.sysctl(red, "net/ipv6/conf/eth0/addr_gen_mode", "1");

    up();

    assertThat(EndToEndTest.addresses(cable)).isEmpty();
  }

  @Test
  void listensToItsGroupsInTheKernelsOrder() {
    up();
    lab.sysctl(red, "net/ipv6/conf/all/forwarding", "1");

    InetDevice inet = InetDevice.inet6(cable);

    assertThat(inet).isNotNull();
    assertThat(inet.groups().count()).isEqualTo(7);
    assertThat(inet.groups().hi(1)).isEqualTo(0xff05L << 48);
    assertThat(inet.groups().lo(4)).isEqualTo(Ipv6.solicitedNodeLo(cable.address().value()));
    assertThat(cable.receiveMode().multicast().contains(0x3333_0000_0001L)).isTrue();
    assertThat(cable.receiveMode().multicast().contains(0x3333_0000_0002L)).isTrue();
  }

  @Test
  void losesTheLoopbackAddressWithTheDevice() {
    lab.down(red.loopback());
    assertThat(EndToEndTest.addresses(red.loopback())).isEmpty();

    lab.up(red.loopback());

    assertThat(EndToEndTest.addresses(red.loopback())).containsExactly("::1/128");
  }
}
