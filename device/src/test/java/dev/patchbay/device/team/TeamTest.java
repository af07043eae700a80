package dev.patchbay.device.team;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TeamTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");

  private final Network network = new Network();
  private TeamDevice team;
  private Station left;
  private Station right;

  @BeforeEach
  void aTeamOverTwoCables() throws NetlinkException {
    team = (TeamDevice) network.add("team0", "team");
    network.add("t0", "veth", "peer", "name", "sw0");
    network.add("t1", "veth", "peer", "name", "sw1");
    left = new Station(network, device("sw0"));
    right = new Station(network, device("sw1"));
    network.up(left.device(), right.device());
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice device(String name) {
    return network.netns.device(name);
  }

  private void set(String option, TeamPort port, Object value) throws NetlinkException {
    team.set(team.option(option, port, -1), value);
  }

  private void join(String mode) throws NetlinkException {
    set("mode", null, mode);
    network.netns.links().changeMaster(device("t0"), team);
    network.netns.links().changeMaster(device("t1"), team);
    network.advance(Duration.ofSeconds(2));
    network.up(team);
    network.advance(Duration.ofSeconds(2));
  }

  private Frame send() {
    Frame frame = ethernet(Mac.BROADCAST, A).payload("hello");
    team.send(frame.packet(network.world()));
    network.settle();
    return frame;
  }

  @Test
  void sendsByOnePortAfterTheOther() throws NetlinkException {
    join("roundrobin");

    for (int i = 0; i < 4; i++) {
      send();
    }

    assertThat(left.count()).isEqualTo(2);
    assertThat(right.count()).isEqualTo(2);
  }

  @Test
  void sendsByEveryPort() throws NetlinkException {
    join("broadcast");

    Frame frame = send();

    left.receives(frame);
    right.receives(frame);
  }

  @Test
  void sendsByTheActivePortOnly() throws NetlinkException {
    join("activebackup");
    set("activeport", null, (long) device("t1").index());

    Frame frame = send();

    left.receivesNothing();
    right.receives(frame);
  }

  @Test
  void keepsWhatBelongsTogetherOnOnePort() throws NetlinkException {
    join("loadbalance");
    set("bpf_hash_func", null, TransmitHash.NONE.with("eth"));

    for (int i = 0; i < 4; i++) {
      send();
    }

    int onLeft = left.count();
    int onRight = right.count();
    assertThat(onLeft * onRight).isZero();
    assertThat(onLeft + onRight).isEqualTo(4);
  }

  @Test
  void sendsNothingThatNobodyHasToldHow() throws NetlinkException {
    network.netns.links().changeMaster(device("t0"), team);
    network.up(team);

    send();

    left.receivesNothing();
    assertThat(team.statistics().txDropped).isEqualTo(1);
  }

  @Test
  void leavesOutAPortWithoutALink() throws NetlinkException {
    join("roundrobin");
    network.down(left.device());
    network.advance(Duration.ofSeconds(2));

    send();
    send();

    assertThat(right.count()).isEqualTo(2);
  }

  @Test
  void leavesOutAPortThatMayNotWork() throws NetlinkException {
    join("roundrobin");
    set("enabled", team.port(0), false);

    send();
    send();

    assertThat(right.count()).isEqualTo(2);
  }

  @Test
  void passesUpWhatItsPortsReceive() throws NetlinkException {
    join("roundrobin");

    right.sends(ethernet(Mac.BROADCAST, A).payload("hi"));
    network.settle();

    assertThat(team.statistics().rxPackets).isEqualTo(1);
  }

  @Test
  void aDisabledPortPassesNothingUp() throws NetlinkException {
    join("activebackup");
    set("activeport", null, (long) device("t1").index());

    left.sends(ethernet(Mac.BROADCAST, A).payload("hi"));
    network.settle();

    assertThat(team.statistics().rxPackets).isZero();
    assertThat(team.statistics().rxNohandler).isEqualTo(1);
  }

  @Test
  void takesOnlyPortsThatAreDown() throws NetlinkException {
    network.up(device("t0"));

    assertRefused(Errno.EBUSY, () -> network.netns.links().changeMaster(device("t0"), team))
        .hasMessage("Device is up. Set it down before adding it as a team port.");
  }

  @Test
  void changesItsModeOnlyWithoutPorts() throws NetlinkException {
    join("roundrobin");

    assertRefused(Errno.EBUSY, () -> set("mode", null, "broadcast"));
  }

  @Test
  void givesAPortItsAddressAndMtuBack() throws NetlinkException {
    Mac before = device("t0").address();
    network.netns.links().changeMtu(team, 1400);
    join("roundrobin");
    assertThat(device("t0").address()).isEqualTo(team.address());
    assertThat(device("t0").mtu()).isEqualTo(1400);

    network.netns.links().changeMaster(device("t0"), null);

    assertThat(device("t0").address()).isEqualTo(before);
    assertThat(device("t0").mtu()).isEqualTo(1500);
    assertThat(device("t0").isUp()).isFalse();
  }

  @Test
  void refusesAnMtuForOnePortAlone() throws NetlinkException {
    join("roundrobin");

    assertRefused(Errno.EPERM, () -> network.netns.links().changeMtu(device("t0"), 1300));
  }
}
