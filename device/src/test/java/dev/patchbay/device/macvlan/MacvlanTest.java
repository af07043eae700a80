package dev.patchbay.device.macvlan;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MacvlanTest {
  private static final Mac OUTSIDE = Mac.of("02:00:00:00:00:0f");

  private final Network network = new Network();
  private NetDevice parent;
  private Station outside;

  @BeforeEach
  void aParentWithACable() throws NetlinkException {
    parent = network.add("eth0", "veth", "peer", "name", "sw0");
    outside = new Station(network, parent.link());
    network.up(parent, outside.device());
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice add(String name, String... words) throws NetlinkException {
    String[] all = new String[words.length + 1];
    all[0] = "macvlan";
    System.arraycopy(words, 0, all, 1, words.length);
    LinkRequest request = network.request(network.netns, name, all);
    request.link = parent;
    return network.netns.links().add(request);
  }

  private Station station(String name, String mode) throws NetlinkException {
    Station station = new Station(network, add(name, "mode", mode));
    network.up(station.device());
    return station;
  }

  private void send(NetDevice from, Frame frame) {
    from.send(frame.packet(network.world()));
    network.settle();
  }

  // ---- who reaches whom

  @Test
  void siblingsInBridgeModeReachEachOther() throws NetlinkException {
    Station a = station("a", "bridge");
    Station b = station("b", "bridge");
    Frame frame = ethernet(b.device().address(), a.device().address()).payload("hello");

    send(a.device(), frame);

    b.receives(frame);
    outside.receivesNothing();
  }

  @Test
  void siblingsInOtherModesSendToTheOutside() throws NetlinkException {
    for (String mode : List.of("private", "vepa", "source")) {
      Station a = station("a", mode);
      Station b = station("b", mode);
      Frame frame = ethernet(b.device().address(), a.device().address()).payload(mode);

      send(a.device(), frame);

      outside.receives(frame);
      b.receivesNothing();
      Links.unregister(List.of(a.device(), b.device()));
    }
  }

  @Test
  void aBroadcastGoesToSiblingsInBridgeModeAndOutside() throws NetlinkException {
    Station a = station("a", "bridge");
    Station b = station("b", "bridge");
    Station c = station("c", "vepa");
    Frame frame = ethernet(Mac.BROADCAST, a.device().address()).payload("all");

    send(a.device(), frame);

    b.receives(frame);
    outside.receives(frame);
    c.receivesNothing();
    a.receivesNothing();
  }

  @Test
  void aBroadcastFromOutsideGoesToAllButSources() throws NetlinkException {
    Station a = station("a", "bridge");
    Station b = station("b", "private");
    Station c = station("c", "vepa");
    Station d = station("d", "source");
    Frame frame = ethernet(Mac.BROADCAST, OUTSIDE).payload("all");

    send(outside.device(), frame);

    a.receives(frame);
    b.receives(frame);
    c.receives(frame);
    d.receivesNothing();
  }

  @Test
  void aReflectedBroadcastOfAPrivateOneReachesNoSibling() throws NetlinkException {
    Station a = station("a", "private");
    Station b = station("b", "vepa");
    Frame frame = ethernet(Mac.BROADCAST, a.device().address()).payload("all");

    send(outside.device(), frame);

    a.receives(frame);
    b.receivesNothing();
  }

  @Test
  void aReflectedBroadcastOfAVepaOneReachesTheOthers() throws NetlinkException {
    Station a = station("a", "vepa");
    Station b = station("b", "vepa");
    Frame frame = ethernet(Mac.BROADCAST, a.device().address()).payload("all");

    send(outside.device(), frame);

    b.receives(frame);
    a.receivesNothing();
  }

  @Test
  void listensOnlyToListedSources() throws NetlinkException {
    Station a = new Station(network, add("a", "mode", "source", "macaddr", "add", OUTSIDE + ""));
    network.up(a.device());
    Frame listed = ethernet(parent.address(), OUTSIDE).payload("listed");
    Frame other = ethernet(parent.address(), Mac.of(1)).payload("other");

    send(outside.device(), other);
    send(outside.device(), listed);

    a.receives(listed);
    assertThat(parent.statistics().rxPackets).isEqualTo(2);
  }

  @Test
  void theOneInPassthruModeTakesEverything() throws NetlinkException {
    Station a = station("a", "passthru");
    Frame frame = ethernet(Mac.of("02:00:00:00:00:77"), OUTSIDE).payload("for anybody");

    send(outside.device(), frame);

    a.receives(frame);
    assertThat(parent.flags() & DeviceFlags.PROMISC).isNotZero();
  }

  @Test
  void moreBroadcastsThanTheQueueHoldsAreDropped() throws NetlinkException {
    Station a = new Station(network, add("a", "mode", "bridge", "bcqueuelen", "0"));
    network.up(a.device());

    send(outside.device(), ethernet(Mac.BROADCAST, OUTSIDE).payload("all"));

    a.receivesNothing();
    assertThat(network.world().ledger().dropped(DropReason.FULL_RING)).isEqualTo(1);
  }

  // ---- life

  @Test
  void oneWithTheParentToItselfSharesItWithNobody() throws NetlinkException {
    NetDevice a = add("a", "mode", "passthru");

    assertRefused(Errno.EINVAL, () -> add("b", "mode", "bridge"));

    assertThat(a.address()).isEqualTo(parent.address());
  }

  @Test
  void theParentGetsItsAddressBack() throws NetlinkException {
    Mac before = parent.address();
    NetDevice a = add("a", "mode", "passthru");
    network.netns.links().changeAddress(a, OUTSIDE);
    assertThat(parent.address()).isEqualTo(OUTSIDE);

    network.netns.links().delete(a);

    assertThat(parent.address()).isEqualTo(before);
    assertThat(parent.rxHandler()).isNull();
  }

  @Test
  void oneThatIsRefusedLeavesNoSourceBehind() throws NetlinkException {
    Station a = station("a", "source");
    Frame frame = ethernet(parent.address(), OUTSIDE).payload("listed by nobody");

    assertRefused(Errno.EEXIST, () -> add("a", "mode", "source", "macaddr", "add", OUTSIDE + ""));
    send(outside.device(), frame);

    a.receivesNothing();
    assertThat(network.world().ledger().cloned()).isZero();
  }

  @Test
  void refusesAnAddressThatIsTaken() throws NetlinkException {
    Station a = station("a", "bridge");
    NetDevice b = add("b", "mode", "bridge");

    assertRefused(
        Errno.EADDRINUSE, () -> network.netns.links().changeAddress(b, a.device().address()));
  }

  @Test
  void goesWithItsParent() throws NetlinkException {
    add("a", "mode", "bridge");

    network.netns.links().delete(parent);

    assertThat(network.netns.device("a")).isNull();
  }
}
