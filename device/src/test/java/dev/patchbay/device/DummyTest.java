package dev.patchbay.device;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DummyTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");

  private final Network network = new Network();

  @Test
  void takesEveryPacket() throws NetlinkException {
    NetDevice dummy = network.add("d", "dummy");
    network.up(dummy);

    int result = new Station(network, dummy).sends(ethernet(A, A).payload("gone"));

    assertThat(result).isZero();
    assertThat(dummy.statistics().txPackets).isEqualTo(1);
    assertThat(dummy.statistics().txBytes).isEqualTo(18);
    assertThat(network.world().ledger().dropped(DropReason.NOARP_DEVICE)).isEqualTo(1);
    network.assertNothingVanished();
  }

  @Test
  void needsNoArpAndHasNoBoundsOfItsMtu() throws NetlinkException {
    LinkRequest request = network.request(network.netns, "d", "dummy");
    request.mtu = 10;

    NetDevice dummy = network.netns.links().add(request);

    assertThat(dummy.flags()).isEqualTo(DeviceFlags.BROADCAST | DeviceFlags.NOARP);
    assertThat(dummy.minMtu()).isZero();
    assertThat(dummy.maxMtu()).isZero();
    assertThat(dummy.mtu()).isEqualTo(10);
  }

  @Test
  void ignoresWordsAsIproute2Does() throws NetlinkException {
    assertThat(network.add("d", "dummy", "foo").name()).isEqualTo("d");
  }

  @Test
  void itsCarrierCanBeSet() throws NetlinkException {
    NetDevice dummy = network.add("d", "dummy");
    LinkRequest off = new LinkRequest();
    off.carrier = false;

    network.netns.links().change(dummy, off);

    assertThat(dummy.hasCarrier()).isFalse();
  }

  @Test
  void asAModuleMakesAsManyAsItIsTold() throws NetlinkException {
    network.machine().modules().load("dummy", Map.of("numdummies", "2"));

    assertThat(network.netns.devices())
        .extracting(NetDevice::name)
        .containsExactly("lo", "dummy0", "dummy1");
    assertRefused(Errno.EEXIST, () -> network.add("dummy0", "dummy"));
  }

  @Test
  void loadedByItselfTheModuleMakesNone() throws NetlinkException {
    network.machine().modules().load("dummy", Map.of());

    assertThat(network.netns.deviceCount()).isEqualTo(1);
  }
}
