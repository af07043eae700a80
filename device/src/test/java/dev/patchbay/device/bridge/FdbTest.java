package dev.patchbay.device.bridge;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Station;
import dev.patchbay.device.bridge.FdbRequest.State;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FdbTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac X = Mac.of("02:00:00:00:00:77");
  private static final Mac OWN = Mac.of("02:00:00:00:ff:00");

  private final Switch bridge = new Switch();
  private final Station a = bridge.station("a");
  private final Station b = bridge.station("b");

  private static FdbRequest request(int vlan, State state) {
    return new FdbRequest(X.value(), vlan, state, false, true, true, true, false, false, false);
  }

  private void add(Station station, int vlan, State state) throws NetlinkException {
    FdbRequests.add(Switch.port(station), request(vlan, state));
  }

  private List<String> entries() {
    return FdbRequests.all(bridge.network.netns, bridge.bridge, null).stream()
        .filter(entry -> entry.mac() == X.value())
        .map(entry ->
            "%s %d %s".formatted(entry.device().name(), entry.vlan(), entry.state().word()))
        .toList();
  }

  // ---- own addresses

  @Test
  void knowsTheAddressOfEachPortInEachVlan() throws NetlinkException {
    NetDevice port = Switch.port(a);

    assertThat(FdbRequests.all(bridge.network.netns, bridge.bridge, port))
        .filteredOn(entry -> entry.master() != null)
        .extracting(FdbSnapshot::mac, FdbSnapshot::vlan, FdbSnapshot::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                port.address().value(), 1, FdbSnapshot.State.PERMANENT),
            org.assertj.core.groups.Tuple.tuple(
                port.address().value(), 0, FdbSnapshot.State.PERMANENT));
  }

  @Test
  void itsOwnAddressLeadsToItself() throws NetlinkException {
    bridge.network.netns.links().changeAddress(bridge.bridge, OWN);

    FdbSnapshot entry = FdbRequests.get(bridge.bridge, OWN.value(), 1);

    assertThat(entry.device()).isSameAs(bridge.bridge);
    assertThat(entry.state()).isEqualTo(FdbSnapshot.State.PERMANENT);
  }

  @Test
  void anAddressThatTwoPortsHaveStaysWithTheOther() throws NetlinkException {
    bridge.network.netns.links().changeAddress(Switch.port(b), Switch.port(a).address());
    bridge.network.netns.links().changeMaster(Switch.port(a), null);

    FdbSnapshot entry = FdbRequests.get(bridge.bridge, Switch.port(b).address().value(), 0);

    assertThat(entry.device()).isSameAs(Switch.port(b));
  }

  @Test
  void aNewDefaultVlanTakesTheAddressesAlong() throws NetlinkException {
    long mac = Switch.port(a).address().value();
    bridge.network.change(bridge.bridge, "bridge", "vlan_default_pvid", "7");

    assertThat(bridge.bridge.fdb().find(mac, 7)).isNotNull();
    assertThat(bridge.bridge.fdb().find(mac, 1)).isNull();

    bridge.network.change(bridge.bridge, "bridge", "vlan_default_pvid", "0");
    assertThat(bridge.bridge.fdb().find(mac, 7)).isNull();
    assertThat(bridge.bridge.fdb().find(mac, 0)).isNotNull();
  }

  // ---- requests

  @Test
  void addsAnEntryInEveryVlanOfThePort() throws NetlinkException {
    add(a, 0, State.STATIC);

    assertThat(entries()).containsExactly("a 1 static", "a 0 static");
  }

  @Test
  void addsAnEntryInOneVlan() throws NetlinkException {
    add(a, 1, State.STATIC);

    assertThat(entries()).containsExactly("a 1 static");
    assertRefused(Errno.EINVAL, () -> add(a, 5, State.STATIC));
  }

  @Test
  void anExclusiveEntryMustBeNew() throws NetlinkException {
    add(a, 0, State.STATIC);

    assertRefused(Errno.EEXIST, () -> add(a, 0, State.STATIC));
  }

  @Test
  void replacesAnEntry() throws NetlinkException {
    add(a, 0, State.PERMANENT);

    FdbRequest replace =
        new FdbRequest(
            X.value(), 0, State.REACHABLE, false, true, true, false, false, false, false);
    FdbRequests.add(Switch.port(b), replace);

    assertThat(entries()).containsExactly("b 1 ", "b 0 ");
  }

  @Test
  void aDeviceThatIsNoPortHasNoMastersTable() throws NetlinkException {
    NetDevice dummy = bridge.network.add("d0", "dummy");

    assertRefused(Errno.EOPNOTSUPP, () -> FdbRequests.add(dummy, request(0, State.STATIC)));
  }

  @Test
  void aDeviceItselfListensToAnAddress() throws NetlinkException {
    NetDevice dummy = bridge.network.add("d0", "dummy");
    FdbRequest self =
        new FdbRequest(X.value(), 0, State.PERMANENT, true, false, true, true, false, false, false);

    FdbRequests.add(dummy, self);
    assertThat(dummy.receiveMode().unicast().contains(X.value())).isTrue();
    assertRefused(Errno.EEXIST, () -> FdbRequests.add(dummy, self));

    FdbRequests.delete(dummy, self);
    assertThat(dummy.receiveMode().unicast().contains(X.value())).isFalse();
    assertRefused(Errno.ENOENT, () -> FdbRequests.delete(dummy, self));
  }

  @Test
  void deletesAnEntryOnlyAtItsPort() throws NetlinkException {
    add(a, 0, State.STATIC);

    assertRefused(
        Errno.ENOENT, () -> FdbRequests.delete(Switch.port(b), request(0, State.PERMANENT)));
    FdbRequests.delete(Switch.port(a), request(0, State.PERMANENT));

    assertThat(entries()).isEmpty();
  }

  @Test
  void aPortThatIsDownLearnsNothingByHandEither() {
    bridge.network.down(Switch.port(a));

    assertRefused(Errno.EPERM, () -> add(a, 0, State.REACHABLE));
  }

  @Test
  void flushesWhatItIsTold() throws NetlinkException {
    add(a, 0, State.STATIC);
    b.sends(ethernet(X, A));
    a.count();

    FdbRequests.Flush fixed = new FdbRequests.Flush(null, 0, 0, FdbRequests.Flush.STATIC);
    FdbRequests.flush(bridge.bridge, true, false, fixed);
    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNull();
    assertThat(entries()).hasSize(2);

    FdbRequests.flush(bridge.bridge, true, false, new FdbRequests.Flush(null, 0, 0, 0));
    assertThat(FdbRequests.all(bridge.network.netns, bridge.bridge, null))
        .allMatch(entry -> entry.master() == null);
  }

  @Test
  void onlyABridgeCanBeFlushed() {
    FdbRequests.Flush all = new FdbRequests.Flush(null, 0, 0, 0);

    assertRefused(Errno.EOPNOTSUPP, () -> FdbRequests.flush(Switch.port(a), true, false, all));
  }

  // ---- ageing

  @Test
  void aPortThatGoesDownForgetsWhatItLearned() throws NetlinkException {
    add(a, 0, State.STATIC);
    a.sends(ethernet(X, A));
    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNotNull();

    bridge.network.down(Switch.port(a));

    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNull();
    assertThat(entries()).hasSize(2);
  }

  @Test
  void aStaticEntryNeitherAgesNorGoesBy() throws NetlinkException {
    add(a, 0, State.STATIC);

    bridge.network.advance(Duration.ofHours(1));

    assertThat(entries()).hasSize(2);
  }

  @Test
  void aStaticEntryMovesUnlessItSticks() throws NetlinkException {
    add(a, 0, State.STATIC);
    b.sends(ethernet(A, X));
    assertThat(FdbRequests.get(bridge.bridge, X.value(), 0).device()).isSameAs(Switch.port(b));

    FdbRequest sticky =
        new FdbRequest(X.value(), 0, State.STATIC, false, true, true, false, false, true, false);
    FdbRequests.add(Switch.port(a), sticky);
    b.sends(ethernet(A, X));
    assertThat(FdbRequests.get(bridge.bridge, X.value(), 0).device()).isSameAs(Switch.port(a));
  }

  @Test
  void anotherAgeingTimeHoldsAtOnce() throws NetlinkException {
    a.sends(ethernet(X, A));
    bridge.network.advance(Duration.ofSeconds(10));

    bridge.network.change(bridge.bridge, "bridge", "ageing_time", "500");
    bridge.network.advance(Duration.ofMillis(1));

    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNull();
  }

  @Test
  void learnsNothingWithoutAnAgeingTime() throws NetlinkException {
    bridge.network.change(bridge.bridge, "bridge", "ageing_time", "0");

    a.sends(ethernet(X, A));

    assertThat(bridge.bridge.fdb().find(A.value(), 0)).isNull();
  }

  @Test
  void saysHowLongAgoAStationWasHeard() throws NetlinkException {
    a.sends(ethernet(X, A));
    bridge.network.advance(Duration.ofSeconds(12));

    FdbSnapshot entry = FdbRequests.get(bridge.bridge, A.value(), 0);

    assertThat(Duration.ofNanos(entry.updated()).toSeconds()).isEqualTo(12);
    assertThat(Duration.ofNanos(bridge.bridge.untilCollection()).toSeconds()).isBetween(287L, 288L);
  }

  // ---- the table

  @Test
  void theTableFindsWhatAMapFinds() {
    FdbTable table = new FdbTable();
    java.util.TreeMap<Long, FdbEntry> map = new java.util.TreeMap<>();
    SplittableRandom random = new SplittableRandom(1);

    for (int i = 0; i < 20_000; i++) {
      long mac = random.nextLong(1, 3000);
      FdbEntry known = map.get(mac);
      assertThat(table.find(mac, 0)).isSameAs(known);
      if (known == null) {
        FdbEntry entry = new FdbEntry(mac, 0, null, 0, i, 0);
        table.add(entry);
        map.put(mac, entry);
      } else if (random.nextInt(3) > 0) {
        table.remove(known);
        map.remove(mac);
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    assertThat(table.newestFirst()).hasSameElementsAs(map.values());
  }
}
