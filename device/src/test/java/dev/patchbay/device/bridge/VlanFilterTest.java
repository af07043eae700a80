package dev.patchbay.device.bridge;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Station;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VlanFilterTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");

  private final Switch bridge =
      new Switch("vlan_filtering", "1", "vlan_stats_enabled", "1", "vlan_default_pvid", "0");
  private final Station a = bridge.station("a");
  private final Station b = bridge.station("b");

  @AfterEach
  void nothingVanishes() {
    bridge.network.assertNothingVanished();
  }

  private static void join(Station station, int id, boolean pvid, boolean untagged)
      throws NetlinkException {
    VlanRequests.add(
        Switch.port(station), new VlanRequest(id, id, pvid, untagged, false, false, null));
  }

  /// Sends a frame whose tag stands beside it.
  private void sendTagged(Station from, Frame frame, int protocol, int tci) {
    Packet packet = frame.packet(bridge.network.world());
    packet.vlan(protocol, tci);
    from.device().send(packet);
    bridge.network.settle();
  }

  private long refused() {
    return bridge.network.world().ledger().dropped(DropReason.BRIDGE_VLAN_NOT_ALLOWED);
  }

  @Test
  void aPortThatIsInNoVlanTakesNothing() {
    a.sends(ethernet(B, A));

    b.receivesNothing();
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void framesWithoutATagAreInTheVlanOfTheirPort() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, true, true);

    a.sends(ethernet(B, A).payload("hello"));

    b.receives(ethernet(B, A).payload("hello"));
    assertThat(bridge.bridge.fdb().find(A.value(), 10)).isNotNull();
    assertThat(bridge.bridge.fdb().find(A.value(), VlanGroup.NONE)).isNull();
  }

  @Test
  void aTrunkCarriesTheTag() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, false, false);
    NetDevice trunk = b.device();
    int[] seen = {0};
    trunk.removeRxHandler();
    trunk.rxHandler(packet -> {
      seen[0] = packet.vlan();
      bridge.network.world().consume(packet);
      return Result.CONSUMED;
    });

    a.sends(ethernet(B, A));

    assertThat(seen[0]).isEqualTo(10);
  }

  private static void map(Station station, int id, int tunnel) throws NetlinkException {
    TunnelRange range = new TunnelRange(tunnel, 0);
    VlanRequests.add(
        Switch.port(station), new VlanRequest(id, id, false, false, false, false, range));
  }

  @Test
  void whatIsMappedToATunnelLeavesByItWithoutATag() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, false, false);
    bridge.network.change(Switch.port(b), "bridge_slave", "vlan_tunnel", "on");
    map(b, 10, 1010);
    NetDevice trunk = b.device();
    int[] seen = {0};
    trunk.removeRxHandler();
    trunk.rxHandler(packet -> {
      seen[0] = packet.vlan();
      bridge.network.world().consume(packet);
      return Result.CONSUMED;
    });

    a.sends(ethernet(B, A));

    assertThat(seen[0]).isEqualTo(Packet.NO_VLAN);
    assertThat(VlanTunnels.of(Switch.port(b))).containsExactly(new VlanTunnels.Mapping(10, 1010));
  }

  @Test
  void whatComesByATunnelIsInItsVlan() throws NetlinkException {
    join(b, 10, true, true);
    bridge.network.change(Switch.port(a), "bridge_slave", "vlan_tunnel", "on");
    join(a, 10, false, false);
    map(a, 10, 1010);
    BridgePort port = (BridgePort) Switch.port(a).port();
    Packet packet = ethernet(B, A).packet(bridge.network.world());
    packet.tunnel(TunnelKey.of(1010));

    VlanTunnels.enter(port, packet);

    assertThat(packet.vlan()).isEqualTo(10);
    assertThat(packet.tunnel()).isNull();
    bridge.network.world().consume(packet);
  }

  @Test
  void aTunnelIsForOneVlan() throws NetlinkException {
    join(a, 10, false, false);
    join(a, 11, false, false);
    bridge.network.change(Switch.port(a), "bridge_slave", "vlan_tunnel", "on");
    map(a, 10, 1010);

    assertRefused(Errno.EEXIST, () -> map(a, 11, 1010));
  }

  @Test
  void aVlanThatThePortIsNotInDoesNotComeIn() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 20, true, true);

    sendTagged(a, ethernet(B, A), EtherType.VLAN, 20);

    b.receivesNothing();
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void aPriorityWithoutAVlanIsInThatOfThePort() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, true, true);

    sendTagged(a, ethernet(B, A), EtherType.VLAN, 0xa000);

    b.receives(ethernet(B, A));
  }

  @Test
  void aTagOfAnotherProtocolIsPayload() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, true, true);

    sendTagged(a, ethernet(B, A).payload("x"), EtherType.QINQ, 20);

    assertThat(b.count()).isEqualTo(1);
    assertThat(refused()).isZero();
  }

  @Test
  void countsWhatPassesInAVlan() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, true, true);

    a.sends(ethernet(B, A).payload("hello"));

    List<VlanMembership> vlans = Objects.requireNonNull(VlanMembership.of(Switch.port(a)));
    assertThat(vlans.getFirst().rxBytes()).isEqualTo(5);
    assertThat(vlans.getFirst().txPackets()).isEqualTo(1);
    b.count();
  }

  @Test
  void aVlanThatIsLeftTakesWhatWasLearnedWithIt() throws NetlinkException {
    join(a, 10, true, true);
    join(b, 10, true, true);
    a.sends(ethernet(B, A));
    b.count();

    VlanRequests.delete(Switch.port(a), new VlanRequest(10, 10, false, false, false, false, null));

    assertThat(bridge.bridge.fdb().find(A.value(), 10)).isNull();
  }

  @Test
  void refusesWhatIsNoVlan() {
    assertRefused(Errno.EINVAL, () -> join(a, 4095, false, false))
        .hasMessage("bridge: Vlan id is invalid.");
    assertRefused(
        Errno.EOPNOTSUPP,
        () ->
            VlanRequests.add(
                bridge.bridge, new VlanRequest(5, 5, false, false, false, false, null)));
  }
}
