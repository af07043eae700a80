package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.TestNetwork.Plain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkWatchTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  private final TestNetwork network = new TestNetwork();

  @Test
  void aNewDeviceIsInNoStateYet() throws NetlinkException {
    assertThat(network.up("a").operState()).isEqualTo(OperState.UNKNOWN);
  }

  @Test
  void aLostCarrierIsSeenWithinASecond() throws NetlinkException {
    Plain a = network.up("a");
    network.advance(2 * SECOND);
    a.carrier(false);
    network.advance(MILLISECOND);
    assertThat(a.operState()).isEqualTo(OperState.DOWN);

    a.carrier(true);
    a.carrier(false);
    network.advance(MILLISECOND);
    a.carrier(true);
    assertThat(a.isActive()).isFalse();
    network.advance(MILLISECOND);
    assertThat(a.isActive()).isTrue();
    assertThat(a.operState()).isEqualTo(OperState.UP);
  }

  @Test
  void whatIsNotUrgentWaitsUntilTheSecondIsOver() throws NetlinkException {
    Plain a = network.up("a");
    network.advance(2 * SECOND);
    a.carrier(false);
    network.advance(MILLISECOND);
    a.carrier(true);
    network.advance(MILLISECOND);

    a.carrier(false);
    network.advance(900 * MILLISECOND);
    assertThat(a.operState()).isEqualTo(OperState.UP);
    network.advance(100 * MILLISECOND);
    assertThat(a.operState()).isEqualTo(OperState.DOWN);
  }

  @Test
  void aDormantModeKeepsItFromGoingUp() throws NetlinkException {
    Plain a = network.up("a");
    LinkRequest request = new LinkRequest();
    request.dormantMode = true;
    network.netns.links().change(a, request);

    a.carrier(false);
    network.advance(2 * SECOND);
    a.carrier(true);
    network.advance(2 * SECOND);

    assertThat(a.operState()).isEqualTo(OperState.DORMANT);
  }

  @Test
  void tellsNotifiersOnceADevice() throws NetlinkException {
    Plain a = network.up("a");
    network.advance(2 * SECOND);
    List<String> heard = new ArrayList<>();
    network.machine.notifiers().add((event, device) -> heard.add(event + " " + device.name()));

    a.carrier(false);
    a.carrier(true);
    a.carrier(false);
    network.advance(2 * SECOND);

    assertThat(heard).containsExactly("CHANGE a");
    assertThat(a.carrierDowns()).isEqualTo(2);
    assertThat(a.carrierUps()).isEqualTo(1);
  }

  @Test
  void forgetsADeviceThatIsGone() throws NetlinkException {
    Plain a = network.up("a");
    a.carrier(false);

    network.netns.links().delete(a);
    network.advance(2 * SECOND);

    assertThat(a.operState()).isEqualTo(OperState.UNKNOWN);
  }
}
