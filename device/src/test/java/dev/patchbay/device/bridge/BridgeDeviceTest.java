package dev.patchbay.device.bridge;

import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BridgeDeviceTest {
  private static final Mac LOW = Mac.of("02:00:00:00:00:01");
  private static final Mac HIGH = Mac.of("02:00:00:00:00:02");

  private final Switch bridge = new Switch();
  private final Network network = bridge.network;

  private NetDevice dummy(String name, Mac address) throws NetlinkException {
    LinkRequest request = network.request(network.netns, name, "dummy");
    request.address = Network.bytes(address);
    return network.netns.links().add(request);
  }

  // ---- who may be a port

  @Test
  void refusesWhatIsNoEthernet() {
    assertRefused(Errno.EINVAL, () -> bridge.enslave(network.netns.loopback()));
  }

  @Test
  void refusesABridge() throws NetlinkException {
    NetDevice other = network.add("br1", "bridge");

    assertRefused(Errno.ELOOP, () -> bridge.enslave(other))
        .hasMessage("Can not enslave a bridge to a bridge.");
  }

  @Test
  void aPortOfAnotherBridgeChangesSides() throws NetlinkException {
    BridgeDevice other = (BridgeDevice) network.add("br1", "bridge");
    NetDevice port = dummy("d0", LOW);
    bridge.enslave(port);

    network.netns.links().changeMaster(port, other);

    assertThat(port.master()).isSameAs(other);
    assertThat(bridge.bridge.portDevices()).isEmpty();
    assertThat(other.portDevices()).containsExactly(port);
    assertThat(port.receiveMode().promiscuity()).isEqualTo(1);
  }

  @Test
  void a1024thPortIsRefused() throws NetlinkException {
    for (int i = 1; i < 1024; i++) {
      bridge.enslave(network.add("d" + i, "dummy"));
    }
    NetDevice last = network.add("last", "dummy");

    assertRefused(Errno.EXFULL, () -> bridge.enslave(last));

    assertThat(last.master()).isNull();
    assertThat(last.receiveMode().promiscuity()).isZero();
  }

  @Test
  void aFreedNumberIsGivenAgain() throws NetlinkException {
    NetDevice one = dummy("d0", LOW);
    bridge.enslave(one);
    bridge.enslave(dummy("d1", HIGH));
    network.netns.links().changeMaster(one, null);
    bridge.enslave(one);

    assertThat(PortSnapshot.of(one).tree().number()).isEqualTo(1);
  }

  @Test
  void portsHearEverythingWhileTheyAreOne() throws NetlinkException {
    NetDevice port = dummy("d0", LOW);

    bridge.enslave(port);
    assertThat(port.receiveMode().promiscuity()).isEqualTo(1);
    assertThat(port.receiveMode().allMulticast()).isEqualTo(1);

    network.netns.links().changeMaster(port, null);
    assertThat(port.receiveMode().promiscuity()).isZero();
    assertThat(port.receiveMode().allMulticast()).isZero();
    assertThat(port.rxHandler()).isNull();
    assertThat(port.port()).isNull();
  }

  @Test
  void aPortThatMovesAwayLeaves() throws NetlinkException {
    NetDevice port = dummy("d0", LOW);
    bridge.enslave(port);

    network.netns.links().move(port, network.newNetns(), null, 0);

    assertThat(port.master()).isNull();
    assertThat(bridge.bridge.portDevices()).isEmpty();
  }

  @Test
  void letsItsPortsGoWhenItEnds() throws NetlinkException {
    NetDevice port = dummy("d0", LOW);
    bridge.enslave(port);

    network.netns.links().delete(bridge.bridge);

    assertThat(port.isRegistered()).isTrue();
    assertThat(port.master()).isNull();
    assertThat(port.receiveMode().promiscuity()).isZero();
  }

  @Test
  void staysInItsNamespace() {
    assertRefused(
        Errno.EINVAL, () -> network.netns.links().move(bridge.bridge, network.newNetns(), null, 0));
  }

  // ---- address

  @Test
  void hasTheLowestAddressOfItsPorts() throws NetlinkException {
    bridge.enslave(dummy("high", HIGH));
    assertThat(bridge.bridge.address()).isEqualTo(HIGH);

    NetDevice low = dummy("low", LOW);
    bridge.enslave(low);
    assertThat(bridge.bridge.address()).isEqualTo(LOW);
    assertThat(bridge.bridge.treeSnapshot().id()).hasToString("8000.020000000001");

    network.netns.links().changeMaster(low, null);
    assertThat(bridge.bridge.address()).isEqualTo(HIGH);
  }

  @Test
  void hasNoAddressWithoutPorts() throws NetlinkException {
    assertThat(bridge.bridge.address().isUsable()).isTrue();
    assertThat(bridge.bridge.treeSnapshot().id()).hasToString("8000.000000000000");
    NetDevice port = dummy("d0", LOW);
    bridge.enslave(port);

    network.netns.links().changeMaster(port, null);

    assertThat(bridge.bridge.address()).isEqualTo(Mac.ZERO);
  }

  @Test
  void keepsAnAddressThatSomebodySet() throws NetlinkException {
    network.netns.links().changeAddress(bridge.bridge, HIGH);

    bridge.enslave(dummy("d0", LOW));

    assertThat(bridge.bridge.address()).isEqualTo(HIGH);
    assertThat(bridge.bridge.treeSnapshot().id()).hasToString("8000.020000000002");
  }

  @Test
  void keepsAnAddressItWasMadeWith() throws NetlinkException {
    LinkRequest request = network.request(network.netns, "br1", "bridge");
    request.address = Network.bytes(HIGH);
    NetDevice other = network.netns.links().add(request);

    network.netns.links().changeMaster(dummy("d0", LOW), other);

    assertThat(other.address()).isEqualTo(HIGH);
    assertThat(other.hasCarrier()).isFalse();
  }

  @Test
  void followsAPortWhoseAddressChanges() throws NetlinkException {
    NetDevice port = dummy("d0", HIGH);
    bridge.enslave(port);

    network.netns.links().changeAddress(port, LOW);

    assertThat(bridge.bridge.address()).isEqualTo(LOW);
    assertThat(bridge.bridge.fdb().find(HIGH.value(), 0)).isNull();
    assertThat(bridge.bridge.fdb().find(LOW.value(), 1)).isNotNull();
  }

  // ---- MTU

  @Test
  void hasTheSmallestMtuOfItsPorts() throws NetlinkException {
    NetDevice port = network.add("v0", "veth", "peer", "name", "v1");
    network.netns.links().changeMtu(port, 1200);

    bridge.enslave(port);
    assertThat(bridge.bridge.mtu()).isEqualTo(1200);

    network.netns.links().changeMtu(port, 9000);
    assertThat(bridge.bridge.mtu()).isEqualTo(9000);

    network.netns.links().changeMaster(port, null);
    assertThat(bridge.bridge.mtu()).isEqualTo(1500);
  }

  @Test
  void keepsAnMtuThatSomebodySet() throws NetlinkException {
    network.netns.links().changeMtu(bridge.bridge, 1300);
    NetDevice port = dummy("d0", LOW);
    network.netns.links().changeMtu(port, 1200);

    bridge.enslave(port);

    assertThat(bridge.bridge.mtu()).isEqualTo(1300);
  }

  @Test
  void keepsItsOwnMtuWhenAPortsIsTooSmall() throws NetlinkException {
    NetDevice port = dummy("d0", LOW);
    network.netns.links().changeMtu(port, 10);

    bridge.enslave(port);

    assertThat(bridge.bridge.mtu()).isEqualTo(1500);
  }

  // ---- carrier

  @Test
  void hasACarrierUntilThereIsAPort() {
    assertThat(bridge.bridge.hasCarrier()).isTrue();
    assertThat(bridge.bridge.operState()).isEqualTo(OperState.UNKNOWN);
  }

  @Test
  void hasNoneOnceItsAddressWasSet() throws NetlinkException {
    network.netns.links().changeAddress(bridge.bridge, HIGH);

    assertThat(bridge.bridge.hasCarrier()).isFalse();
  }

  @Test
  void hasACarrierWhileAPortForwards() throws NetlinkException {
    Station station = bridge.station("p");
    network.advance(Duration.ofSeconds(1));
    assertThat(bridge.bridge.hasCarrier()).isTrue();
    assertThat(bridge.bridge.operState()).isEqualTo(OperState.UP);

    network.down(station.device());
    network.advance(Duration.ofSeconds(1));
    assertThat(bridge.bridge.hasCarrier()).isFalse();
    assertThat(bridge.bridge.operState()).isEqualTo(OperState.DOWN);
    assertThat(PortSnapshot.of(Switch.port(station)).tree().state()).isEqualTo(PortState.DISABLED);
  }

  @Test
  void aPortForwardsAtOnceAndSaysSo() {
    Station station = bridge.station("p");

    assertThat(PortSnapshot.of(Switch.port(station)).tree().state())
        .isEqualTo(PortState.FORWARDING);
    assertThat(network.log())
        .containsExactly(
            "br0: port 1(p) entered blocking state",
            "br0: port 1(p) entered disabled state",
            "device p entered promiscuous mode",
            "br0: port 1(p) entered blocking state",
            "br0: port 1(p) entered forwarding state");
  }

  @Test
  void costsWhatTheSpeedOfThePortSays() throws NetlinkException {
    Station veth = bridge.station("p");
    NetDevice dummy = dummy("d0", LOW);
    bridge.enslave(dummy);

    assertThat(PortSnapshot.of(Switch.port(veth)).tree().cost()).isEqualTo(2);
    assertThat(PortSnapshot.of(dummy).tree().cost()).isEqualTo(100);
    assertThat(bridge.bridge.speed()).isEqualTo(10_000);
  }

  // ---- settings

  @Test
  void showsEverySetting() throws NetlinkException {
    NetDevice port = dummy("d0", LOW);
    bridge.enslave(port);

    assertThat(network.shown(bridge.bridge))
        .isEqualTo(
            "forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state 0"
                + " priority 32768 vlan_filtering 0 vlan_protocol 802.1Q"
                + " bridge_id 8000.2:0:0:0:0:1 designated_root 8000.2:0:0:0:0:1 root_port 0"
                + " root_path_cost 0 topology_change 0 topology_change_detected 0"
                + " hello_timer    0.00 tcn_timer    0.00 topology_change_timer    0.00"
                + " gc_timer    0.09 vlan_default_pvid 1 vlan_stats_enabled 0"
                + " vlan_stats_per_port 0 group_fwd_mask 0 group_address 01:80:c2:00:00:00"
                + " mcast_snooping 1 no_linklocal_learn 0 mcast_vlan_snooping 0 mcast_router 1"
                + " mcast_query_use_ifaddr 0 mcast_querier 0 mcast_hash_elasticity 16"
                + " mcast_hash_max 4096 mcast_last_member_count 2 mcast_startup_query_count 2"
                + " mcast_last_member_interval 100 mcast_membership_interval 26000"
                + " mcast_querier_interval 25500 mcast_query_interval 12500"
                + " mcast_query_response_interval 1000 mcast_startup_query_interval 3125"
                + " mcast_stats_enabled 0 mcast_igmp_version 2 mcast_mld_version 1"
                + " nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0 ");
  }

  @Test
  void takesSettingsAbbreviatedAndInAnyOrder() throws NetlinkException {
    network.change(bridge.bridge, "bridge", "ageing", "6000", "forward", "400", "prio", "4096");

    assertThat(bridge.bridge.get(Setting.AGEING_TIME)).isEqualTo(6000);
    assertThat(bridge.bridge.get(Setting.FORWARD_DELAY)).isEqualTo(400);
    assertThat(bridge.bridge.treeSnapshot().id()).hasToString("1000.000000000000");
  }

  @Test
  void refusesSettingsAsTheKernelDoes() {
    refused(Errno.ERANGE, "hello_time", "1");
    refused(Errno.ERANGE, "max_age", "100");
    refused(Errno.EINVAL, "group_fwd_mask", "1");
    refused(Errno.EINVAL, "group_address", "01:80:c2:00:00:01");
    refused(Errno.EPROTONOSUPPORT, "vlan_protocol", "0x800");
    refused(Errno.EINVAL, "vlan_default_pvid", "4095");
    refused(Errno.EINVAL, "mcast_router", "9");
    refused(Errno.EINVAL, "mcast_igmp_version", "9");
    refused(Errno.EINVAL, "vlan_stats_enabled", "9");
    refused(Errno.EINVAL, "mcast_vlan_snooping", "1");
  }

  private void refused(Errno errno, String... words) {
    assertRefused(errno, () -> network.change(bridge.bridge, "bridge", words[0], words[1]));
  }

  @Test
  void nothingIsMadeWhenASettingIsRefused() {
    assertRefused(Errno.ERANGE, () -> network.add("br1", "bridge", "hello_time", "1"));

    assertThat(network.netns.device("br1")).isNull();
  }

  @Test
  void refusesPortSettingsAsTheKernelDoes() {
    Station station = bridge.station("p");

    portRefused(station, Errno.ERANGE, "cost", "0");
    portRefused(station, Errno.ERANGE, "priority", "64");
    portRefused(station, Errno.EINVAL, "state", "9");
    portRefused(station, Errno.EINVAL, "mcast_router", "4");
    portRefused(station, Errno.EINVAL, "group_fwd_mask", "2");
    portRefused(station, Errno.EINVAL, "backup_port", "p");
    portRefused(station, Errno.ENOENT, "backup_port", "lo");
  }

  private void portRefused(Station station, Errno errno, String word, String value) {
    NetDevice port = Switch.port(station);
    assertRefused(errno, () -> network.change(port, "bridge_slave", word, value));
  }

  @Test
  void whatIsNoPortHasNoPortSettings() throws NetlinkException {
    NetDevice dummy = dummy("d0", LOW);

    assertRefused(Errno.EOPNOTSUPP, () -> network.change(dummy, "bridge_slave", "learning", "on"));
  }

  @Test
  void theStateOfAPortThatIsDownCannotBeSet() throws NetlinkException {
    NetDevice dummy = dummy("d0", LOW);
    bridge.enslave(dummy);

    assertRefused(Errno.ENETDOWN, () -> network.change(dummy, "bridge_slave", "state", "3"));
  }

  @Test
  void aBlockedPortForwardsAgainWithoutASpanningTree() {
    Station station = bridge.station("p");

    bridge.set(station, "state", "4");

    assertThat(PortSnapshot.of(Switch.port(station)).tree().state())
        .isEqualTo(PortState.FORWARDING);
  }

  @Test
  void listensAsASnooperWhileItIsUp() throws NetlinkException {
    assertThat(bridge.bridge.receiveMode().multicast().contains(0x0100_5e00_006aL)).isTrue();

    network.change(bridge.bridge, "bridge", "mcast_snooping", "0");
    assertThat(bridge.bridge.receiveMode().multicast().contains(0x0100_5e00_006aL)).isFalse();

    network.change(bridge.bridge, "bridge", "mcast_snooping", "1");
    network.down(bridge.bridge);
    assertThat(bridge.bridge.receiveMode().multicast().contains(0x0100_5e00_006aL)).isFalse();
  }

  @Test
  void goesWithItsModule() throws NetlinkException {
    Station station = bridge.station("p");

    network.machine().modules().unload("bridge");

    assertThat(network.netns.device("br0")).isNull();
    assertThat(Switch.port(station).master()).isNull();
  }
}
