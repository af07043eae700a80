package dev.patchbay.device.bridge;

import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.device.bridge.stp.BridgeId;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Mac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanningTreeTest {
  private static final Mac GROUP = Mac.of("01:80:c2:00:00:00");
  private static final Mac OTHER = Mac.of("02:00:00:00:00:01");

  /// A message of a better bridge at its port 1: cost 0, max age 20 s, hello 2 s, forward delay 15
  /// s.
  private static final String BETTER =
      "424203 0000 00 00 00 1000020000000001 00000000 1000020000000001 8001 0000 1400 0200 0f00";

  private static Frame bpdu(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Frame.ethernet(GROUP, OTHER)
        .type(bytes.length)
        .payload(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static void seconds(Network network, int seconds) {
    network.advance(Duration.ofSeconds(seconds));
  }

  // ---- a ring

  @Test
  void aPortListensLearnsAndForwards() throws NetlinkException {
    Ring ring = new Ring(2);

    assertThat(Ring.state(ring.right(0))).isEqualTo(PortState.LISTENING);
    seconds(ring.network, 16);
    assertThat(Ring.state(ring.right(0))).isEqualTo(PortState.LEARNING);
    assertThat(ring.bridges.getFirst().hasCarrier()).isFalse();
    seconds(ring.network, 15);
    assertThat(Ring.state(ring.right(0))).isEqualTo(PortState.FORWARDING);
    assertThat(ring.bridges.getFirst().hasCarrier()).isTrue();
  }

  @Test
  void ofTwoCablesBetweenTwoBridgesOneIsBlocked() throws NetlinkException {
    Ring ring = new Ring(2);

    seconds(ring.network, 40);

    assertThat(ring.ports(PortState.BLOCKING)).containsExactly("r1");
    assertThat(ring.ports(PortState.FORWARDING)).hasSize(3);
  }

  @Test
  void aRingOfFiftyBecomesTheTreeOfTheStandard() throws NetlinkException {
    Ring ring = new Ring(50);

    seconds(ring.network, 60);

    for (int i = 0; i < 50; i++) {
      BridgeDevice bridge = ring.bridges.get(i);
      assertThat(bridge.treeSnapshot().root().address())
          .isEqualTo(ring.bridges.getFirst().address());
      assertThat(bridge.treeSnapshot().rootPathCost()).isEqualTo(2L * Math.min(i, 50 - i));
    }
    // Both ways to number 25 cost the same: the one by the better neighbour stays.
    assertThat(ring.ports(PortState.BLOCKING)).containsExactly("r25");
    assertThat(ring.ports(PortState.FORWARDING)).hasSize(99);
  }

  @Test
  void aRingOfFiftyHealsAfterAnyOneFailure() throws NetlinkException {
    Ring ring = new Ring(50);
    seconds(ring.network, 60);

    for (int i = 0; i < 50; i++) {
      ring.network.down(ring.right(i));
      seconds(ring.network, 60);

      assertThat(ring.ports(PortState.BLOCKING)).isEmpty();
      assertThat(ring.ports(PortState.FORWARDING)).hasSize(98);
      for (int j = 0; j < 50; j++) {
        int cost = 2 * (j <= i ? j : 50 - j);
        assertThat(ring.bridges.get(j).treeSnapshot().rootPathCost()).isEqualTo(cost);
      }

      ring.network.up(ring.right(i));
      seconds(ring.network, 60);
      assertThat(ring.ports(PortState.BLOCKING)).containsExactly("r25");
    }
    ring.network.assertNothingVanished();
  }

  @Test
  void aBetterPriorityMakesTheRoot() throws NetlinkException {
    Ring ring = new Ring(3);
    seconds(ring.network, 40);

    ring.network.change(ring.bridges.get(2), "bridge", "priority", "4096");
    seconds(ring.network, 40);

    BridgeId root = ring.bridges.get(2).treeSnapshot().id();
    assertThat(root).hasToString("1000.020000000102");
    for (BridgeDevice bridge : ring.bridges) {
      assertThat(bridge.treeSnapshot().root()).isEqualTo(root);
    }
    assertThat(ring.ports(PortState.BLOCKING)).containsExactly("l1");
  }

  @Test
  void aCheaperWayIsTaken() throws NetlinkException {
    Ring ring = new Ring(3);
    seconds(ring.network, 40);
    assertThat(ring.ports(PortState.BLOCKING)).containsExactly("l2");

    ring.network.change(ring.right(2), "bridge_slave", "cost", "100");
    seconds(ring.network, 40);

    assertThat(ring.bridges.get(2).treeSnapshot().rootPathCost()).isEqualTo(4);
    assertThat(ring.ports(PortState.BLOCKING)).containsExactly("r2");
  }

  @Test
  void allTakeTheTimesOfTheRoot() throws NetlinkException {
    Ring ring = new Ring(2);

    ring.network.change(ring.bridges.getFirst(), "bridge", "hello_time", "101", "max_age", "1000");
    ring.network.change(ring.bridges.get(1), "bridge", "hello_time", "900");
    seconds(ring.network, 10);

    assertThat(ring.bridges.get(1).get(Setting.HELLO_TIME)).isEqualTo(101);
    assertThat(ring.bridges.get(1).get(Setting.MAX_AGE)).isEqualTo(1000);
    ring.network.down(ring.bridges.getFirst());
    seconds(ring.network, 30);
    assertThat(ring.bridges.get(1).get(Setting.HELLO_TIME)).isEqualTo(900);
  }

  @Test
  void theRootHearsOfAChangeAndTellsAll() throws NetlinkException {
    Ring ring = new Ring(5);
    seconds(ring.network, 120);
    assertThat(ring.bridges.get(3).treeSnapshot().topologyChange()).isFalse();

    // Number 2 loses its way, and finds another one when number 3 has forgotten what it said.
    ring.network.down(ring.right(1));
    seconds(ring.network, 30);

    assertThat(ring.network.log())
        .contains(
            "br3: " + port(ring.left(3)) + " received tcn bpdu",
            "br3: topology change detected, sending tcn bpdu",
            "br0: topology change detected, propagating");
    assertThat(ring.bridges.get(3).get(Setting.AGEING_TIME)).isEqualTo(3000);
    seconds(ring.network, 70);
    assertThat(ring.bridges.get(3).get(Setting.AGEING_TIME)).isEqualTo(30000);
  }

  private static String port(NetDevice device) {
    return "port " + PortSnapshot.of(device).tree().number() + "(" + device.name() + ")";
  }

  @Test
  void aRootThatFallsSilentIsForgotten() throws NetlinkException {
    Switch bridge = new Switch("stp_state", "1");
    Station far = bridge.station("p0");
    far.sends(bpdu(BETTER));
    assertThat(bridge.bridge.treeSnapshot().root()).hasToString("1000.020000000001");
    assertThat(bridge.bridge.treeSnapshot().rootPort()).isEqualTo(1);

    seconds(bridge.network, 21);

    assertThat(bridge.bridge.treeSnapshot().rootPort()).isZero();
    assertThat(bridge.network.log())
        .contains("br0: port 1(p0) neighbor 1000.02:00:00:00:00:01 lost");
  }

  // ---- without, and on and off

  @Test
  void withoutItsMessagesAreAnyOtherGroup() throws NetlinkException {
    Switch bridge = new Switch();
    Station a = bridge.station("a");
    Station b = bridge.station("b");

    a.sends(bpdu(BETTER));

    b.receives(bpdu(BETTER));
  }

  @Test
  void aShortForwardDelayGrowsWhenItIsSwitchedOn() throws NetlinkException {
    Switch bridge = new Switch("forward_delay", "0");

    bridge.network.change(bridge.bridge, "bridge", "stp_state", "7");

    assertThat(bridge.bridge.get(Setting.FORWARD_DELAY)).isEqualTo(200);
    assertThat(bridge.bridge.get(Setting.STP_STATE)).isEqualTo(1);
    assertRefused(
        Errno.ERANGE, () -> bridge.network.change(bridge.bridge, "bridge", "forward_delay", "199"));
  }

  @Test
  void aStateBelongsToTheTree() {
    Switch bridge = new Switch("stp_state", "1");
    Station a = bridge.station("a");

    assertRefused(
        Errno.EBUSY, () -> bridge.network.change(Switch.port(a), "bridge_slave", "state", "3"));
  }

  // ---- what a port is guarded against

  @Test
  void aGuardedPortShutsAtAMessage() throws NetlinkException {
    Switch bridge = new Switch("stp_state", "1");
    Station a = bridge.station("a");
    bridge.set(a, "guard", "on");

    a.sends(bpdu(BETTER));

    assertThat(Ring.state(Switch.port(a))).isEqualTo(PortState.DISABLED);
    assertThat(bridge.network.log()).contains("br0: BPDU received on blocked port 1(a)");
    assertThat(dropped(bridge, DropReason.BPDU_GUARD)).isEqualTo(1);
  }

  @Test
  void aPortThatMayNotLeadToTheRootDoesNot() throws NetlinkException {
    Switch bridge = new Switch("stp_state", "1");
    Station a = bridge.station("a");
    bridge.set(a, "root_block", "on");

    a.sends(bpdu(BETTER));

    assertThat(bridge.bridge.treeSnapshot().rootPort()).isZero();
    assertThat(Ring.state(Switch.port(a))).isEqualTo(PortState.LISTENING);
    assertThat(bridge.network.log()).contains("br0: port 1(a) tried to become root port (blocked)");
  }

  // ---- what is no message

  private static long dropped(Switch bridge, DropReason reason) {
    return bridge.network.world().ledger().dropped(reason);
  }

  @Test
  void whatIsMalformedIsDroppedAndCounted() throws NetlinkException {
    Switch bridge = new Switch("stp_state", "1");
    Station a = bridge.station("a");
    List<String> cutOff = List.of("424203 0000 00", "424203 0000 00 00 00 1000020000000001");

    for (String hex : cutOff) {
      a.sends(bpdu(hex));
    }
    a.sends(bpdu(BETTER.replaceFirst("0000 00", "0000 02")));
    a.sends(bpdu(BETTER.replaceFirst("0000 00 00", "0000 00 55")));
    assertThat(dropped(bridge, DropReason.BPDU_MALFORMED)).isEqualTo(4);

    a.sends(bpdu("4242"));
    a.sends(bpdu(BETTER).type(100));
    assertThat(dropped(bridge, DropReason.LLC_MALFORMED)).isEqualTo(2);

    a.sends(bpdu(BETTER.replaceFirst("424203", "aaaa03")));
    assertThat(dropped(bridge, DropReason.LLC_NO_SERVICE)).isEqualTo(1);

    a.sends(bpdu(BETTER.replaceFirst("0000 1400", "1401 1400")));
    assertThat(dropped(bridge, DropReason.BPDU_TOO_OLD)).isEqualTo(1);
    assertThat(bridge.bridge.treeSnapshot().rootPort()).isZero();
    bridge.network.assertNothingVanished();
  }
}
