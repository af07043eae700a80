package dev.patchbay.device;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VethTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");

  private final Network network = new Network();

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice pair() throws NetlinkException {
    return network.add("a", "veth", "peer", "name", "b");
  }

  // ---- making them

  @Test
  void thePeerIsMadeFirst() throws NetlinkException {
    NetDevice a = pair();

    assertThat(network.netns.devices()).extracting(NetDevice::name).containsExactly("lo", "b", "a");
    assertThat(a.link().name()).isEqualTo("b");
    assertThat(a.link().link()).isSameAs(a);
  }

  @Test
  void withoutWordsThePeerHasTheSettingsButNotTheAddress() throws NetlinkException {
    LinkRequest request = network.request(network.netns, "vd", "veth");
    request.mtu = 1400;
    request.txQueueLength = 7;
    request.address = Network.bytes(A);

    NetDevice vd = network.netns.links().add(request);

    assertThat(vd.link().name()).isEqualTo("veth0");
    assertThat(vd.link().mtu()).isEqualTo(1400);
    assertThat(vd.link().txQueueLength()).isEqualTo(7);
    assertThat(vd.address()).isEqualTo(A);
    assertThat(vd.link().address()).isNotEqualTo(A);
  }

  @Test
  void aPeerWithWordsStaysInTheNamespaceOfTheCommand() throws NetlinkException {
    Netns other = network.newNetns();
    LinkRequest request = network.request(network.netns, "a", "veth", "peer", "name", "b");
    request.netns = other;

    NetDevice a = network.netns.links().add(request);

    assertThat(a.netns()).isSameAs(other);
    assertThat(a.link().netns()).isSameAs(network.netns);
  }

  @Test
  void nothingIsLeftWhenTheNameIsTaken() throws NetlinkException {
    network.add("a", "dummy");

    assertRefused(Errno.EEXIST, () -> network.add("c", "veth", "peer", "name", "a"));
    assertRefused(Errno.EEXIST, () -> network.add("c", "veth", "peer", "name", "c"));

    assertThat(network.netns.devices()).extracting(NetDevice::name).containsExactly("lo", "a");
  }

  @Test
  void refusesWhatNoVethCanBe() {
    assertRefused(Errno.EINVAL, () -> network.add("a", "veth", "peer", "name", "b", "mtu", "10"));
    assertRefused(
        Errno.EADDRNOTAVAIL,
        () -> network.add("a", "veth", "peer", "name", "b", "address", "01:00:00:00:00:01"));
    assertRefused(
            Errno.ERANGE, () -> network.add("a", "veth", "peer", "name", "averyverylongname1"))
        .hasMessage("Attribute failed policy validation.");
    assertThat(network.netns.deviceCount()).isEqualTo(1);
  }

  @Test
  void refusesWordsOfItsOwnAsIproute2Does() {
    assertThatThrownBy(() -> network.request(network.netns, "a", "veth", "foo"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            """
            Usage: ip link <options> type veth [peer <options>]
            To get <options> type 'ip link add help'\
            """);
  }

  @Test
  void itsIndexIsReadOnlyBesideOneOfTheDevice() throws NetlinkException {
    LinkRequest both = network.request(network.netns, "a", "veth", "peer", "name", "b");
    both.index = 78;
    ((Peer) java.util.Objects.requireNonNull(both.options)).request().index = 79;
    LinkRequest one = network.request(network.netns, "c", "veth", "peer", "name", "d");
    ((Peer) java.util.Objects.requireNonNull(one.options)).request().index = 90;

    NetDevice a = network.netns.links().add(both);
    NetDevice c = network.netns.links().add(one);

    assertThat(a.link().index()).isEqualTo(79);
    assertThat(c.link().index()).isEqualTo(2);
  }

  // ---- life

  @Test
  void hasACarrierWhileBothEndsAreUp() throws NetlinkException {
    NetDevice a = pair();
    NetDevice b = a.link();

    network.up(a);
    assertThat(a.hasCarrier()).isFalse();
    assertThat(a.operState()).isEqualTo(OperState.LOWERLAYERDOWN);

    network.up(b);
    assertThat(a.hasCarrier()).isTrue();
    assertThat(a.operState()).isEqualTo(OperState.UP);

    network.down(b);
    assertThat(a.hasCarrier()).isFalse();
    assertThat(a.carrierUps()).isEqualTo(1);
    assertThat(a.carrierDowns()).isEqualTo(2);
  }

  @Test
  void bothEndsGoTogether() throws NetlinkException {
    Netns other = network.newNetns();
    NetDevice a = pair();
    network.netns.links().move(a.link(), other, null, 0);

    network.netns.links().delete(a);

    assertThat(network.netns.deviceCount()).isEqualTo(1);
    assertThat(other.deviceCount()).isEqualTo(1);
  }

  @Test
  void goesWithItsModule() throws NetlinkException {
    pair();
    assertThat(network.machine().modules().isLoaded("veth")).isTrue();

    network.machine().modules().unload("veth");

    assertThat(network.netns.deviceCount()).isEqualTo(1);
  }

  // ---- frames

  private Station[] ends() throws NetlinkException {
    NetDevice a = pair();
    network.netns.links().move(a.link(), network.newNetns(), null, 0);
    network.up(a, a.link());
    return new Station[] {new Station(network, a), new Station(network, a.link())};
  }

  @Test
  void whatIsSentAtOneEndArrivesAtTheOther() throws NetlinkException {
    Station[] ends = ends();

    ends[0].sends(ethernet(B, A).payload("hello"));

    ends[1].receives(ethernet(B, A).payload("hello"));
    ends[0].receivesNothing();
  }

  @Test
  void bothEndsCountTheSame() throws NetlinkException {
    Station[] ends = ends();

    ends[0].sends(ethernet(B, A).payload("12345"));
    ends[0].sends(ethernet(Mac.of("01:00:5e:00:00:01"), A).payload("1"));

    assertThat(ends[0].device().statistics().txPackets).isEqualTo(2);
    assertThat(ends[0].device().statistics().txBytes).isEqualTo(14 + 5 + 14 + 1);
    assertThat(ends[1].device().statistics().rxPackets).isEqualTo(2);
    assertThat(ends[1].device().statistics().rxBytes).isEqualTo(14 + 5 + 14 + 1);
    assertThat(ends[1].device().statistics().multicast).isZero();
    ends[1].count();
  }

  @Test
  void tellsTheSenderWhenThePeerTakesNoSuchFrame() throws NetlinkException {
    Station[] ends = ends();
    NetDevice b = ends[1].device();
    b.netns().links().changeMtu(b, 100);

    int fits = ends[0].sends(ethernet(B, A).payload("x".repeat(104)));
    int tooLong = ends[0].sends(ethernet(B, A).payload("x".repeat(105)));

    assertThat(fits).isZero();
    assertThat(tooLong).isEqualTo(Errno.ENOBUFS.number());
    assertThat(ends[0].device().statistics().txDropped).isEqualTo(1);
    assertThat(b.statistics().rxDropped).isEqualTo(1);
    assertThat(network.world().ledger().dropped(DropReason.TX_NOT_FORWARDABLE)).isEqualTo(1);
    ends[1].count();
  }

  @Test
  void tellsNobodyWhenThereIsNoCarrier() throws NetlinkException {
    Station[] ends = ends();
    network.down(ends[1].device());

    int result = ends[0].sends(ethernet(B, A));

    assertThat(result).isZero();
    assertThat(ends[0].device().statistics().txDropped).isZero();
    assertThat(network.world().ledger().dropped(DropReason.NO_CARRIER)).isEqualTo(1);
  }

  @Test
  void theMarkStaysInItsNamespace() throws NetlinkException {
    NetDevice a = pair();
    network.up(a, a.link());
    int[] mark = new int[1];
    a.link()
        .rxHandler(packet -> {
          mark[0] = packet.mark();
          network.world().consume(packet);
          return dev.patchbay.core.RxHandler.Result.CONSUMED;
        });

    sendMarked(a);
    assertThat(mark[0]).isEqualTo(7);

    network.netns.links().move(a.link(), network.newNetns(), null, 0);
    network.up(a.link());
    sendMarked(a);
    assertThat(mark[0]).isZero();
  }

  private void sendMarked(NetDevice device) {
    var packet = ethernet(B, A).packet(network.world());
    packet.mark(7);
    device.send(packet);
    network.settle();
  }

  @Test
  void crossingTakesAMicrosecond() throws NetlinkException {
    Station[] ends = ends();

    long start = network.loop.now();
    ends[0].device().send(ethernet(B, A).packet(network.world()));
    network.loop.runUntil(start + 999);
    ends[1].receivesNothing();
    network.loop.runUntil(start + 1000);
    ends[1].receives(ethernet(B, A));
  }

  @Test
  void whatIsUnderWayEndsWithTheDevice() throws NetlinkException {
    Station[] ends = ends();

    ends[0].device().send(ethernet(B, A).packet(network.world()));
    network.netns.links().delete(ends[0].device());
    network.advance(Duration.ofMillis(1));

    assertThat(network.world().ledger().dropped(DropReason.DEV_GONE)).isEqualTo(1);
    assertThat(List.of(ends[1].count())).containsExactly(0);
  }
}
