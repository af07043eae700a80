package dev.patchbay.stack.address;

import static dev.patchbay.packet.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AddressIoctlTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice device = Cable.plug(netns, "eth0");

  AddressIoctl eth0() {
    return new AddressIoctl(netns, "eth0");
  }

  AddressSnapshot only() {
    return Addresses.of(netns).snapshots(IPV4, device).getFirst();
  }

  @Test
  void givesAnAddressTheNetmaskOfItsClass() throws NetlinkException {
    eth0().address(Ip.of("172.16.5.5"));

    assertThat(only().prefixLength()).isEqualTo(16);
    assertThat(only().broadcast()).isEqualTo(Ip.of("172.16.255.255"));
  }

  @Test
  void movesTheBroadcastAddressWithTheNetmask() throws NetlinkException {
    eth0().address(Ip.of("10.1.2.3"));

    eth0().netmask(Ip.of("255.255.255.0"));

    assertThat(only().broadcast()).isEqualTo(Ip.of("10.1.2.255"));
  }

  @Test
  void leavesABroadcastAddressOfTheUsersOwn() throws NetlinkException {
    eth0().address(Ip.of("10.1.2.3"));
    eth0().broadcast(Ip.of("10.9.9.9"));

    eth0().netmask(Ip.of("255.255.255.0"));

    assertThat(only().broadcast()).isEqualTo(Ip.of("10.9.9.9"));
  }

  @Test
  void takesAnAliasAwayThatIsNotToBeUp() throws NetlinkException {
    new AddressIoctl(netns, "eth0:1").address(Ip.of("10.0.1.1"));

    new AddressIoctl(netns, "eth0:1").flags(0);

    assertThat(Addresses.of(netns).snapshots(IPV4, device)).isEmpty();
  }

  @Test
  void refusesANetmaskWithHoles() throws NetlinkException {
    eth0().address(Ip.of("10.1.2.3"));

    assertThatThrownBy(() -> eth0().netmask(Ip.of("255.0.255.0"))).hasMessage("Invalid argument");
  }
}
