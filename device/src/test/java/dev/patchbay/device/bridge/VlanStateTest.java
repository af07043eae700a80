package dev.patchbay.device.bridge;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Station;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Mac;
import org.junit.jupiter.api.Test;

class VlanStateTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");

  private final Switch bridge = new Switch("vlan_filtering", "1");
  private final Station a = bridge.station("a");
  private final Station b = bridge.station("b");

  private void state(Station station, PortState state) throws NetlinkException {
    VlanRequests.change(Switch.port(station), 1, 1, state.ordinal(), -1);
  }

  @Test
  void aBlockedVlanLetsNothingIn() throws NetlinkException {
    state(a, PortState.BLOCKING);

    a.sends(ethernet(B, A));

    b.receivesNothing();
    assertThat(bridge.bridge.fdb().find(A.value(), 1)).isNull();
  }

  @Test
  void aLearningVlanLearnsAndLetsNothingPass() throws NetlinkException {
    state(a, PortState.LEARNING);

    a.sends(ethernet(B, A));

    b.receivesNothing();
    assertThat(bridge.bridge.fdb().find(A.value(), 1)).isNotNull();
  }

  @Test
  void aBlockedVlanLetsNothingOut() throws NetlinkException {
    state(b, PortState.LEARNING);

    a.sends(ethernet(B, A));

    b.receivesNothing();
  }

  @Test
  void whereASpanningTreeIsSpokenItDecides() throws NetlinkException {
    bridge.network.change(bridge.bridge, "bridge", "stp_state", "1");

    assertRefused(Errno.EBUSY, () -> state(a, PortState.BLOCKING));
  }

  @Test
  void aVlanThatIsNotThereHasNoState() {
    assertRefused(Errno.EINVAL, () -> VlanRequests.change(Switch.port(a), 1, 9, 3, -1))
        .hasMessage("bridge: Vlan range end doesn't exist, can't process options.");
  }
}
