package dev.patchbay.stack.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NeighbourTableTest {
  private static final long MAC = 0x02_00_00_00_00_02L;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable device = Cable.between(red, "eth0", blue, "eth0");
  private final NeighbourTable table = NeighbourTable.of(lab.machine, Family.IPV4);

  NeighbourTableTest() {
    lab.address(device, "10.0.0.1/8");
    lab.up(device.peer());
  }

  private Neighbour obtain(NetDevice on, String address) {
    return Objects.requireNonNull(table.obtain(on, Ip.of(address).hi(), 0));
  }

  private Neighbour known(int number) {
    Neighbour neighbour =
        Objects.requireNonNull(table.obtain(device, Ip.hi(0x0a000000 + number), 0));
    neighbour.hear(MAC, NeighbourState.STALE, 0);
    return neighbour;
  }

  @Test
  void findsWhatItHasMadeByDeviceAndAddress() {
    Neighbour one = obtain(device, "10.0.0.2");
    Neighbour other = obtain(device, "10.0.0.3");

    assertThat(table.find(device, Ip.of("10.0.0.2").hi(), 0)).isSameAs(one);
    assertThat(table.find(device, Ip.of("10.0.0.3").hi(), 0)).isSameAs(other);
    assertThat(table.find(device.peer(), Ip.of("10.0.0.2").hi(), 0)).isNull();
    assertThat(table.find(device, Ip.of("10.0.0.4").hi(), 0)).isNull();
  }

  @Test
  void findsThousandsAfterGrowing() {
    table.threshold3(10_000);
    table.threshold2(10_000);
    for (int i = 2; i < 5_000; i++) {
      known(i);
    }

    for (int i = 2; i < 5_000; i++) {
      Neighbour found = table.find(device, Ip.hi(0x0a000000 + i), 0);
      assertThat(found).isNotNull();
      assertThat(found.hi()).isEqualTo(Ip.hi(0x0a000000 + i));
    }
  }

  @Test
  void hasOneEntryForAllOfLoopback() {
    Neighbour one = obtain(red.loopback(), "127.0.0.1");

    assertThat(obtain(red.loopback(), "10.0.0.1")).isSameAs(one);
    assertThat(one.state()).isEqualTo(NeighbourState.NOARP);
    assertThat(one.address()).isZero();
  }

  @Test
  void needsNotAskForGroupsAndBroadcasts() {
    assertThat(obtain(device, "224.0.0.5").address()).isEqualTo(0x0100_5e00_0005L);
    assertThat(obtain(device, "10.255.255.255").address()).isEqualTo(Mac.BROADCAST_VALUE);
    assertThat(obtain(device, "255.255.255.255").state()).isEqualTo(NeighbourState.NOARP);
  }

  // ---- devices

  @Test
  void forgetsNeighboursWhenTheDeviceGoesDown() {
    Neighbour neighbour = known(2);
    Netns netns = red;

    lab.down(device);

    assertThat(neighbour.isDead()).isTrue();
    assertThat(Neighbours.of(netns).snapshots(Family.IPV4)).isEmpty();
  }

  @Test
  void forgetsNeighboursWhenTheAddressOfTheDeviceChanges() throws NetlinkException {
    known(2);

    red.links().changeAddress(device, Mac.of("02:00:00:00:00:77"));

    assertThat(table.on(device)).isEmpty();
  }

  @Test
  void keepsPermanentNeighboursWhenTheCarrierGoes() throws NetlinkException {
    known(2);
    obtain(device, "10.0.0.3").update(MAC, NeighbourState.PERMANENT, Neighbour.OVERRIDE);

    device.carrier(false);
    lab.passMillis(1500);

    assertThat(table.on(device)).hasSize(1);
  }

  @Test
  void keepsAllNeighboursWithoutCarrierWhenTheSettingSaysSo() {
    lab.sysctl(red, "net/ipv4/conf/eth0/arp_evict_nocarrier", "0");
    known(2);

    device.carrier(false);
    lab.passMillis(1500);

    assertThat(table.on(device)).hasSize(1);
  }

  @Test
  void asksNobodyOnADeviceWithoutArp() throws NetlinkException {
    known(2);

    red.links().changeFlags(device, DeviceFlags.NOARP, DeviceFlags.NOARP);

    assertThat(table.on(device)).isEmpty();
    assertThat(obtain(device, "10.0.0.2").state()).isEqualTo(NeighbourState.NOARP);
  }

  @Test
  void forgetsNeighboursWhenTheDeviceMoves() throws NetlinkException {
    known(2);

    red.links().move(device, blue, "moved", 0);

    assertThat(table.size()).isZero();
  }

  // ---- limits

  @Test
  void collectsNothingWhileThereAreFew() {
    known(2);

    lab.pass(Duration.ofMinutes(10));

    assertThat(table.size()).isOne();
  }

  @Test
  void collectsOldOnesWhenThereAreMany() {
    for (int i = 2; i < 130; i++) {
      known(i);
    }
    known(500);
    lab.pass(Duration.ofSeconds(50));
    obtain(device, "10.0.1.244").confirm();

    lab.pass(Duration.ofSeconds(40));

    assertThat(table.on(device)).extracting(n -> n.ip().text()).containsExactly("10.0.1.244");
  }

  @Test
  void hasNoRoomWhenAllAreInUse() {
    table.threshold2(4);
    table.threshold3(4);
    for (int i = 2; i < 6; i++) {
      known(i).hear(MAC, NeighbourState.REACHABLE, 0);
    }

    assertThat(table.obtain(device, Ip.of("10.0.0.99").hi(), 0)).isNull();
  }

  @Test
  void makesRoomByForgettingTheOldest() {
    table.threshold2(4);
    table.threshold3(4);
    for (int i = 2; i < 6; i++) {
      known(i);
    }
    lab.pass(Duration.ofSeconds(6));

    assertThat(table.obtain(device, Ip.of("10.0.0.99").hi(), 0)).isNotNull();
    assertThat(table.find(device, Ip.of("10.0.0.2").hi(), 0)).isNull();
    assertThat(table.find(device, Ip.of("10.0.0.3").hi(), 0)).isNotNull();
  }

  @Test
  void doesNotCountPermanentOnes() throws NetlinkException {
    table.threshold2(2);
    table.threshold3(2);
    for (int i = 2; i < 9; i++) {
      NeighbourRequest request = new NeighbourRequest(Ip.v4(0x0a000000 + i), device);
      request.linkAddress = new byte[] {2, 0, 0, 0, 0, 2};
      Neighbours.of(red).add(request);
    }

    assertThat(table.size()).isEqualTo(7);
    assertThat(table.obtain(device, Ip.of("10.0.0.99").hi(), 0)).isNotNull();
  }

  // ---- settings

  @Test
  void showsTheSettingsOfADeviceInTheUnitsOfLinux() {
    String directory = "net/ipv4/neigh/eth0/";

    assertThat(lab.sysctl(red, directory + "base_reachable_time")).isEqualTo("30");
    assertThat(lab.sysctl(red, directory + "base_reachable_time_ms")).isEqualTo("30000");
    assertThat(lab.sysctl(red, directory + "retrans_time")).isEqualTo("100");
    assertThat(lab.sysctl(red, directory + "retrans_time_ms")).isEqualTo("1000");
    assertThat(lab.sysctl(red, directory + "delay_first_probe_time")).isEqualTo("5");
    assertThat(lab.sysctl(red, directory + "unres_qlen")).isEqualTo("101");
    assertThat(lab.sysctl(red, directory + "locktime")).isEqualTo("100");
    assertThat(lab.sysctl(red, directory + "proxy_delay")).isEqualTo("80");
  }

  @Test
  void hasDefaultsInTheInitialNamespaceOnly() {
    Netns initial = lab.machine.initialNetns();

    assertThat(lab.machine.sysctls().list(initial, "net/ipv4/neigh/default"))
        .contains("gc_thresh1", "gc_thresh3", "gc_interval", "locktime");
    assertThat(lab.machine.sysctls().list(red, "net/ipv4/neigh")).containsExactly("eth0", "lo");
    assertThat(lab.machine.sysctls().find(red, "net/ipv4/neigh/default/gc_thresh1")).isNull();
  }

  @Test
  void givesADefaultToNewDevicesOfEveryNamespaceAndToOldOnesOfTheInitialOne() {
    Netns initial = lab.machine.initialNetns();
    Cable untouched = Cable.plug(initial, "e0");
    Cable addressed = Cable.plug(initial, "e1");
    lab.address(addressed, "10.1.0.1/24");

    lab.sysctl(initial, "net/ipv4/neigh/default/mcast_solicit", "7");

    assertThat(lab.sysctl(initial, "net/ipv4/neigh/e0/mcast_solicit")).isEqualTo("7");
    assertThat(lab.sysctl(initial, "net/ipv4/neigh/e1/mcast_solicit")).isEqualTo("3");
    assertThat(lab.sysctl(red, "net/ipv4/neigh/eth0/mcast_solicit")).isEqualTo("3");
    Cable.plug(red, "later");
    assertThat(lab.sysctl(red, "net/ipv4/neigh/later/mcast_solicit")).isEqualTo("7");
    assertThat(untouched.isUp()).isFalse();
  }

  // ---- announcements

  @Test
  void tellsMonitorsOfNewsButNotOfDoubts() throws NetlinkException {
    List<String> heard = new ArrayList<>();
    red.addMonitor(announcement -> {
      if (announcement instanceof NeighbourAnnouncement news) {
        String state = NeighbourState.word(news.neighbour().state());
        heard.add(news.gone() ? "gone" : state);
      }
      assertThat(announcement).isInstanceOf(Announcement.class);
    });
    Neighbour neighbour = obtain(device, "10.0.0.2");

    neighbour.hear(MAC, NeighbourState.REACHABLE, 0);
    lab.pass(Duration.ofSeconds(50));
    neighbour.use();
    lab.pass(Duration.ofSeconds(20));
    table.remove(neighbour);

    assertThat(heard).containsExactly("REACHABLE", "STALE", "PROBE", "FAILED", "gone");
  }
}
