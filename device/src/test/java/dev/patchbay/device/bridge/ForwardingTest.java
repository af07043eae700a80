package dev.patchbay.device.bridge;

import static dev.patchbay.device.Frame.ethernet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.ProtocolHandler;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Station;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");
  private static final Mac C = Mac.of("02:00:00:00:00:0c");
  private static final Mac GROUP = Mac.of("01:00:5e:01:02:03");
  private static final Mac LLDP = Mac.of("01:80:c2:00:00:0e");
  private static final Mac BRIDGES = Mac.of("01:80:c2:00:00:00");
  private static final Mac PAUSE = Mac.of("01:80:c2:00:00:01");

  private final Switch bridge = new Switch();
  private final Station a = bridge.station("a");
  private final Station b = bridge.station("b");
  private final Station c = bridge.station("c");

  @AfterEach
  void nothingVanishes() {
    bridge.network.assertNothingVanished();
  }

  private long dropped(DropReason reason) {
    return bridge.network.world().ledger().dropped(reason);
  }

  /// What the host of the bridge receives by it, from now on.
  private List<Frame> host() {
    List<Frame> received = new ArrayList<>();
    ProtocolHandler handler =
        (packet, device) -> {
          received.add(ethernet(macAt(packet, 0), macAt(packet, Mac.BYTES)));
          bridge.network.world().consume(packet);
        };
    bridge.network.machine().addProtocol(Frame.EXPERIMENT, handler);
    return received;
  }

  private static Mac macAt(Packet packet, int offset) {
    return Mac.of(packet.bytes(), packet.link() + offset);
  }

  // ---- learning

  @Test
  void floodsAnUnknownDestination() {
    a.sends(ethernet(B, A).payload("where are you"));

    b.receives(ethernet(B, A).payload("where are you"));
    c.receives(ethernet(B, A).payload("where are you"));
    a.receivesNothing();
  }

  @Test
  void sendsToTheLearnedPortOnly() {
    b.sends(ethernet(C, B).payload("here I am"));
    a.count();
    c.count();

    a.sends(ethernet(B, A).payload("hello"));

    b.receives(ethernet(B, A).payload("hello"));
    c.receivesNothing();
  }

  @Test
  void aStationMayMove() {
    b.sends(ethernet(A, B));
    c.count();
    c.sends(ethernet(A, B));
    a.count();

    a.sends(ethernet(B, A).payload("hello"));

    c.receives(ethernet(B, A).payload("hello"));
    assertThat(b.count()).isEqualTo(1);
  }

  @Test
  void keepsWhatIsForAStationOnTheSamePort() {
    a.sends(ethernet(A, B));
    b.count();
    c.count();

    a.sends(ethernet(B, A));

    b.receivesNothing();
    c.receivesNothing();
    assertThat(dropped(DropReason.BRIDGE_NO_EGRESS)).isEqualTo(1);
  }

  @Test
  void forgetsAfterFiveMinutes() {
    b.sends(ethernet(A, B));
    a.count();
    c.count();

    bridge.network.advance(Duration.ofSeconds(299));
    c.count();
    a.sends(ethernet(B, A));
    assertThat(c.count()).isZero();

    bridge.network.advance(Duration.ofSeconds(2));
    a.sends(ethernet(B, A));
    assertThat(c.count()).isEqualTo(1);
    b.count();
  }

  @Test
  void anIdleHourCostsNothing() {
    // The bridge tells of the groups that its own host is in, which it forgets after a while.
    bridge.network.advance(Duration.ofMinutes(5));
    b.sends(ethernet(A, B));
    long before = bridge.network.world().loop().events();

    bridge.network.advance(Duration.ofHours(1));

    assertThat(bridge.network.world().loop().events() - before).isLessThan(5);
    a.count();
    c.count();
  }

  @Test
  void dropsWhatComesFromAGroup() {
    a.sends(ethernet(B, GROUP));

    b.receivesNothing();
    assertThat(dropped(DropReason.MAC_INVALID_SOURCE)).isEqualTo(1);
  }

  // ---- the host

  @Test
  void itsOwnAddressLeadsToTheHost() {
    List<Frame> host = host();
    Mac own = bridge.bridge.address();

    a.sends(ethernet(own, A).payload("12345"));

    assertThat(host).containsExactly(ethernet(own, A));
    b.receivesNothing();
    assertThat(bridge.bridge.statistics().rxPackets).isEqualTo(1);
    assertThat(bridge.bridge.statistics().rxBytes).isEqualTo(5);
  }

  @Test
  void anyPortsAddressLeadsToTheHost() {
    List<Frame> host = host();
    Mac port = Switch.port(c).address();

    a.sends(ethernet(port, A));

    assertThat(host).containsExactly(ethernet(port, A));
    c.receivesNothing();
  }

  @Test
  void aBroadcastGoesToAllAndToTheHost() {
    List<Frame> host = host();

    a.sends(ethernet(Mac.BROADCAST, A).payload("all"));

    b.receives(ethernet(Mac.BROADCAST, A).payload("all"));
    c.receives(ethernet(Mac.BROADCAST, A).payload("all"));
    a.receivesNothing();
    assertThat(host).hasSize(1);
    assertThat(bridge.bridge.statistics().multicast).isZero();
  }

  @Test
  void aMulticastGoesToAllAndIsCounted() {
    List<Frame> host = host();

    a.sends(ethernet(GROUP, A));

    assertThat(b.count() + c.count()).isEqualTo(2);
    assertThat(host).hasSize(1);
    assertThat(bridge.bridge.statistics().multicast).isEqualTo(1);
  }

  @Test
  void theHostSendsAsOneMoreStation() {
    b.sends(ethernet(A, B));
    a.count();
    c.count();
    Station host = bridge.station("unused");
    host.count();

    sendByHost(ethernet(B, bridge.bridge.address()).payload("from the host"));

    b.receives(ethernet(B, bridge.bridge.address()).payload("from the host"));
    a.receivesNothing();
    assertThat(bridge.bridge.statistics().txPackets).isEqualTo(1);
    assertThat(bridge.bridge.statistics().txBytes).isEqualTo(27);
  }

  private void sendByHost(Frame frame) {
    Packet packet = bridge.network.world().allocate(200);
    byte[] payload = frame.payload().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int at = packet.put(payload.length);
    System.arraycopy(payload, 0, packet.bytes(), at, payload.length);
    bridge.bridge.pushHeader(packet, frame.destination().value(), frame.type());
    bridge.bridge.send(packet);
    bridge.network.settle();
  }

  @Test
  void aPromiscuousHostSeesEveryFrame() {
    List<Frame> host = host();
    b.sends(ethernet(A, B));
    a.count();
    c.count();
    bridge.bridge.receiveMode().addPromiscuity(1);

    a.sends(ethernet(B, A));

    assertThat(host).hasSize(1);
    assertThat(b.count()).isEqualTo(1);
  }

  @Test
  void doesNothingWhileItIsDown() {
    bridge.network.down(bridge.bridge);

    a.sends(ethernet(B, A));

    b.receivesNothing();
    assertThat(dropped(DropReason.BRIDGE_NOT_FORWARDING)).isEqualTo(1);
  }

  // ---- link-local groups

  @Test
  void keepsLldpToThePortThatReceivedIt() {
    a.sends(ethernet(LLDP, A).type(EtherType.LLDP));

    b.receivesNothing();
    assertThat(dropped(DropReason.UNHANDLED_PROTO)).isEqualTo(1);
    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNotNull();
  }

  @Test
  void passesLldpOnWhenTheMaskSaysSo() throws NetlinkException {
    bridge.network.change(bridge.bridge, "bridge", "group_fwd_mask", "0x4000");

    a.sends(ethernet(LLDP, A).type(EtherType.LLDP));

    assertThat(b.count() + c.count()).isEqualTo(2);
  }

  @Test
  void passesLldpOnForOnePort() {
    bridge.set(a, "group_fwd_mask", "0x4000");

    a.sends(ethernet(LLDP, A).type(EtherType.LLDP));
    b.sends(ethernet(LLDP, B).type(EtherType.LLDP));

    assertThat(c.count()).isEqualTo(1);
    b.count();
  }

  @Test
  void passesBpdusOn() {
    a.sends(ethernet(BRIDGES, A));

    assertThat(b.count() + c.count()).isEqualTo(2);
  }

  @Test
  void neverPassesPauseFramesOn() {
    a.sends(ethernet(PAUSE, A));

    b.receivesNothing();
    assertThat(dropped(DropReason.MAC_IEEE_MAC_CONTROL)).isEqualTo(1);
  }

  @Test
  void learnsNothingFromLinkLocalFramesWhenToldSo() throws NetlinkException {
    bridge.network.change(bridge.bridge, "bridge", "no_linklocal_learn", "1");

    a.sends(ethernet(LLDP, A).type(EtherType.LLDP));

    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNull();
  }

  // ---- port flags

  @Test
  void isolatedPortsReachOthersButNotEachOther() {
    bridge.set(a, "isolated", "on");
    bridge.set(b, "isolated", "on");

    a.sends(ethernet(Mac.BROADCAST, A));

    assertThat(b.count()).isZero();
    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void aPortWithoutLearningLearnsNothing() {
    bridge.set(b, "learning", "off");
    b.sends(ethernet(C, B));
    a.count();
    c.count();

    a.sends(ethernet(B, A));

    assertThat(c.count()).isEqualTo(1);
    b.count();
  }

  @Test
  void aPortWithoutFloodGetsNothingUnknown() {
    bridge.set(b, "flood", "off");
    bridge.set(c, "bcast_flood", "off", "mcast_flood", "off");

    a.sends(ethernet(C, A));
    assertThat(b.count()).isZero();
    assertThat(c.count()).isEqualTo(1);

    a.sends(ethernet(Mac.BROADCAST, A));
    a.sends(ethernet(GROUP, A));
    assertThat(b.count()).isEqualTo(2);
    assertThat(c.count()).isZero();
  }

  @Test
  void whatTheHostSendsToGroupsGoesToAllPorts() {
    bridge.set(b, "bcast_flood", "off", "flood", "off");

    sendByHost(ethernet(Mac.BROADCAST, A));
    assertThat(b.count()).isEqualTo(1);

    sendByHost(ethernet(B, A));
    assertThat(b.count()).isZero();
    a.count();
    c.count();
  }

  @Test
  void aHairpinPortSendsFramesBack() {
    bridge.set(a, "hairpin", "on");

    a.sends(ethernet(Mac.BROADCAST, A));

    assertThat(a.count()).isEqualTo(1);
    b.count();
    c.count();
  }

  @Test
  void aLockedPortTakesOnlyStationsItKnows() throws NetlinkException {
    bridge.set(a, "locked", "on");
    a.sends(ethernet(B, A));
    assertThat(b.count()).isZero();
    assertThat(dropped(DropReason.BRIDGE_LOCKED)).isEqualTo(1);

    FdbRequests.add(Switch.port(a), requests(A, FdbRequest.State.STATIC));
    a.sends(ethernet(B, A));
    assertThat(b.count()).isEqualTo(1);
    c.count();
  }

  private static FdbRequest requests(Mac mac, FdbRequest.State state) {
    return new FdbRequest(mac.value(), 0, state, false, true, true, true, false, false, false);
  }

  @Test
  void theBackupTakesOverWhenThePortHasNoCarrier() {
    bridge.set(b, "backup_port", "c");
    b.sends(ethernet(A, B));
    a.count();
    c.count();
    bridge.network.down(b.device());

    a.sends(ethernet(B, A));

    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void aDisabledPortNeitherTakesNorGives() {
    bridge.disable(b);

    a.sends(ethernet(Mac.BROADCAST, A));
    b.sends(ethernet(Mac.BROADCAST, B));

    assertThat(b.count()).isZero();
    assertThat(c.count()).isEqualTo(1);
  }

  @Test
  void aLearningPortLearnsWithoutForwarding() {
    bridge.set(b, "state", "2");

    b.sends(ethernet(A, B));

    a.receivesNothing();
    assertThat(bridge.bridge.fdb().find(B.value(), 0)).isNotNull();
  }

  @Test
  void dropsWhatIsTooLargeForThePort() throws NetlinkException {
    b.device().netns().links().changeMtu(b.device(), 9000);
    a.device().netns().links().changeMtu(a.device(), 9000);
    bridge.network.netns.links().changeMtu(Switch.port(a), 9000);

    a.sends(ethernet(Mac.BROADCAST, A).payload("x".repeat(2000)));

    assertThat(b.count()).isZero();
    assertThat(dropped(DropReason.TX_NOT_FORWARDABLE)).isEqualTo(2);
  }

  // ---- hooks

  /// Notes where frames pass, and does with them what it is told.
  private final class Watch extends HookFunction {
    final List<String> seen = new ArrayList<>();
    final Verdict verdict;

    Watch(Verdict verdict, HookPoint... points) {
      this.verdict = verdict;
      for (HookPoint point : points) {
        bridge.network.netns.hook(HookFamily.BRIDGE, point).add(0, this);
      }
    }

    @Override
    public Verdict judge(
        Packet packet,
        @org.jspecify.annotations.Nullable NetDevice in,
        @org.jspecify.annotations.Nullable NetDevice out,
        dev.patchbay.core.Hook hook,
        dev.patchbay.core.Continuation next) {
      seen.add(hook.point() + " " + name(in) + ">" + name(out));
      return verdict;
    }

    private String name(@org.jspecify.annotations.Nullable NetDevice device) {
      return device == null ? "" : device.name();
    }
  }

  @Test
  void aForwardedFramePassesThreeHooks() {
    b.sends(ethernet(A, B));
    a.count();
    c.count();
    Watch watch = new Watch(Verdict.ACCEPT, HookPoint.values());

    a.sends(ethernet(B, A).payload("hello"));

    b.receives(ethernet(B, A).payload("hello"));
    assertThat(watch.seen).containsExactly("PREROUTING a>", "FORWARD a>b", "POSTROUTING >b");
  }

  @Test
  void theHostsFramesPassTheirOwnHooks() {
    List<Frame> host = host();
    Watch watch = new Watch(Verdict.ACCEPT, HookPoint.values());
    Mac own = bridge.bridge.address();

    a.sends(ethernet(own, A));
    sendByHost(ethernet(A, own));

    assertThat(host).hasSize(1);
    assertThat(watch.seen)
        .containsExactly("PREROUTING a>", "INPUT a>", "OUTPUT >a", "POSTROUTING >a");
    assertThat(a.count()).isEqualTo(1);
  }

  @Test
  void aHookMayDrop() {
    new Watch(Verdict.DROP, HookPoint.FORWARD);

    a.sends(ethernet(Mac.BROADCAST, A));

    assertThat(b.count() + c.count()).isZero();
    assertThat(dropped(DropReason.NETFILTER_DROP)).isEqualTo(2);
  }

  @Test
  void whatTheInputHookLetsPassIsStillThePorts() {
    new Watch(Verdict.ACCEPT, HookPoint.INPUT);

    a.sends(ethernet(LLDP, A).type(EtherType.LLDP));

    assertThat(dropped(DropReason.UNHANDLED_PROTO)).isEqualTo(1);
    assertThat(Switch.port(a).statistics().rxDropped).isEqualTo(1);
  }

  // ---- loops

  @Test
  void aLoopIsAStormThatIsBoundedAndExplained() throws NetlinkException {
    NetDevice one = bridge.network.add("l1", "veth", "peer", "name", "l2");
    bridge.enslave(one);
    bridge.enslave(one.link());
    bridge.network.up(one, one.link());
    long before = bridge.network.world().loop().events();

    sendByHost(ethernet(Mac.BROADCAST, A));
    bridge.network.advance(Duration.ofMillis(10));

    assertThat(bridge.network.world().loop().events() - before).isLessThan(2 * 11_000 + 100);
    assertThat(dropped(DropReason.UNHANDLED_PROTO)).isGreaterThan(1000);
    sendByHost(ethernet(Mac.BROADCAST, bridge.bridge.address()));
    bridge.network.advance(Duration.ofMillis(10));
    String own = bridge.bridge.address().toString();
    assertThat(bridge.network.log())
        .contains(
            "br0: received packet on l1 with own address as source address (addr:%s, vlan:0)"
                .formatted(own));
    assertThat(bridge.network.log().stream().filter(line -> line.contains("own address")).count())
        .isEqualTo(10);
    bridge.network.netns.links().delete(one);
    a.count();
    b.count();
    c.count();
  }
}
