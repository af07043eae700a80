package dev.patchbay.device.segment;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Station;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");
  private static final Mac BRIDGES = Mac.of("01:80:c2:00:00:00");
  private static final Mac LLDP = Mac.of("01:80:c2:00:00:0e");

  private final Outside lan = new Outside(SegmentType.SWITCH);
  private final Station a = lan.station("a");
  private final Station b = lan.station("b");
  private final Station c = lan.station("c");

  SegmentTest() throws NetlinkException {}

  @AfterEach
  void nothingVanishes() {
    lan.assertNothingVanished();
  }

  // ---- a switch

  @Test
  void floodsWhatItDoesNotKnow() {
    a.sends(ethernet(B, A).payload("hello"));

    b.receives(ethernet(B, A).payload("hello"));
    c.receives(ethernet(B, A).payload("hello"));
    a.receivesNothing();
  }

  @Test
  void sendsToTheLearnedEndOnly() {
    b.sends(ethernet(Mac.BROADCAST, B));
    a.count();
    c.count();

    a.sends(ethernet(B, A).payload("hello"));

    b.receives(ethernet(B, A).payload("hello"));
    c.receivesNothing();
  }

  @Test
  void forgetsAfterFiveMinutes() {
    b.sends(ethernet(Mac.BROADCAST, B));
    c.count();

    lan.network.advance(Duration.ofSeconds(301));
    a.sends(ethernet(B, A));

    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void followsAStationThatMoves() {
    b.sends(ethernet(Mac.BROADCAST, B));
    c.sends(ethernet(Mac.BROADCAST, B));
    b.count();
    c.count();

    a.sends(ethernet(B, A));

    assertThat(c.count()).isEqualTo(1);
    b.receivesNothing();
  }

  @Test
  void forgetsTheStationsOfAnEndThatIsUnplugged() {
    b.sends(ethernet(Mac.BROADCAST, B));
    c.count();

    lan.segments.unplug((Nic) b.device());
    a.sends(ethernet(B, A));

    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void keepsNothingBackFromBridgesButTheirNeighboursNews() {
    a.sends(ethernet(BRIDGES, A));
    a.sends(ethernet(LLDP, A));

    assertThat(b.count()).isEqualTo(1);
    assertThat(lan.dropped(DropReason.BRIDGE_LINK_LOCAL)).isEqualTo(1);
  }

  @Test
  void aFrameDoesNotGoBackUnlessItIsAHairpin() {
    a.sends(ethernet(Mac.BROADCAST, B));
    b.count();

    a.sends(ethernet(B, A).payload("one"));
    lan.segment.hairpin(true);
    a.sends(ethernet(B, A).payload("two"));

    a.receives(ethernet(B, A).payload("two"));
    a.receivesNothing();
    b.receivesNothing();
    assertThat(lan.dropped(DropReason.SEGMENT_NO_EGRESS)).isEqualTo(1);
  }

  @Test
  void learnsNoMoreThanItsTableHolds() {
    for (int i = 1; i <= 20_000; i++) {
      a.device().send(ethernet(B, Mac.of(0x02_00_00_00_00_00L + i)).packet(lan.network.world()));
      lan.network.settle();
    }

    assertThat(lan.segment.stationCount()).isBetween(4_000, 8_192);
    b.count();
    c.count();
  }

  @Test
  void aFrameThatIsTooLongForTheReceiverIsAnErrorThere() throws NetlinkException {
    b.device().netns().links().changeMtu(b.device(), 100);

    a.sends(ethernet(B, A).payload("x".repeat(105)));

    b.receivesNothing();
    assertThat(c.count()).isEqualTo(1);
    assertThat(b.device().statistics().rxLengthErrors).isEqualTo(1);
    assertThat(lan.dropped(DropReason.NIC_TOO_LONG)).isEqualTo(1);
  }

  // ---- plugs and cuts

  @Test
  void aNicHasACarrierWhileItIsUpAndTheWireWhole() throws NetlinkException {
    NetDevice nic = a.device();
    assertThat(nic.operState()).isEqualTo(OperState.UP);

    lan.segment.cut(((Nic) nic).end(), true);
    lan.network.advance(Duration.ofSeconds(2));
    assertThat(nic.operState()).isEqualTo(OperState.DOWN);
    assertThat(nic.hasCarrier()).isFalse();

    lan.segment.cut(((Nic) nic).end(), false);
    lan.network.settle();
    assertThat(nic.operState()).isEqualTo(OperState.UP);
  }

  @Test
  void aCutEndGetsNothingAndTheOthersGoOn() {
    lan.segment.cut(((Nic) b.device()).end(), true);

    a.sends(ethernet(B, A));

    b.receivesNothing();
    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void aCutLosesWhatIsUnderWay() {
    lan.set(change -> change.delay = 10_000_000L);
    a.sends(ethernet(B, A));

    lan.segment.cut(true);
    lan.network.advance(Duration.ofMillis(20));

    b.receivesNothing();
    assertThat(lan.dropped(DropReason.SEGMENT_CUT)).isEqualTo(2);
    assertThat(((Nic) b.device()).end().to().statistics().cut).isEqualTo(1);
  }

  @Test
  void aNicKeepsItsDeviceWhenItIsUnpluggedAndPluggedInElsewhere() throws NetlinkException {
    Nic nic = (Nic) a.device();
    Segment other = lan.segments.add("other", SegmentType.CABLE);
    Machine machine = nic.netns().machine();

    lan.segments.unplug(nic);
    assertThat(nic.hasCarrier()).isFalse();
    Nic again = lan.segments.plug(machine, "eth0", other, new LinkRequest());

    assertThat(again).isSameAs(nic);
    assertThat(nic.end().segment()).isSameAs(other);
  }

  @Test
  void refusesAPlugThatIsTakenAndANameThatIsNoNic() throws NetlinkException {
    Machine machine = a.device().netns().machine();

    assertRefused(
            Errno.EBUSY, () -> lan.segments.plug(machine, "eth0", lan.segment, new LinkRequest()))
        .hasMessage("a:eth0 is plugged into \"lan\".");
    assertRefused(
        Errno.EEXIST, () -> lan.segments.plug(machine, "lo", lan.segment, new LinkRequest()));
    assertRefused(
        Errno.EINVAL, () -> lan.segments.plug(machine, "a/b", lan.segment, new LinkRequest()));
    assertRefused(Errno.EEXIST, () -> lan.segments.add("lan", SegmentType.CABLE));
  }

  @Test
  void nothingIsBuiltInWhenTheRequestIsRefused() {
    Machine machine = a.device().netns().machine();
    LinkRequest request = new LinkRequest();
    request.mtu = 10;

    assertRefused(Errno.EINVAL, () -> lan.segments.plug(machine, "eth1", lan.segment, request));

    assertThat(machine.initialNetns().device("eth1")).isNull();
    assertThat(lan.segments.nic(machine, "eth1")).isNull();
  }

  // ---- as a device of its machine

  @Test
  void noRequestRemovesANic() {
    assertRefused(Errno.EOPNOTSUPP, () -> a.device().netns().links().delete(a.device()));
  }

  @Test
  void comesBackWhenItsNamespaceEnds() throws NetlinkException {
    NetDevice nic = a.device();
    Netns initial = nic.netns();
    Netns red = initial.machine().newNetns().hold();
    initial.links().move(nic, red, null, 0);

    red.release();
    lan.network.advance(Duration.ofSeconds(1));

    assertThat(nic.netns()).isSameAs(initial);
    assertThat(nic.name()).isEqualTo("eth0");
    assertThat(nic.isUp()).isFalse();
  }

  @Test
  void comesBackUnderAnotherNameWhenItsOwnIsTaken() throws NetlinkException {
    NetDevice nic = a.device();
    Netns initial = nic.netns();
    Netns red = initial.machine().newNetns().hold();
    initial.links().move(nic, red, null, 0);
    for (String taken : new String[] {"eth0", "dev" + nic.index()}) {
      LinkRequest request = new LinkRequest();
      request.name = taken;
      request.kind = initial.machine().deviceKinds().find("dummy");
      initial.links().add(request);
    }

    red.release();
    lan.network.advance(Duration.ofSeconds(1));

    assertThat(nic.netns()).isSameAs(initial);
    assertThat(nic.name()).isEqualTo("dev0");
  }

  @Test
  void itsAddressDependsOnTheMachineAndNotOnWhatElseThereIs() throws NetlinkException {
    Outside other = new Outside(SegmentType.SWITCH);

    Nic same = other.nic("b");

    assertThat(same.address()).isEqualTo(b.device().address());
    assertThat(same.address()).isNotEqualTo(a.device().address());
    other.assertNothingVanished();
  }
}
