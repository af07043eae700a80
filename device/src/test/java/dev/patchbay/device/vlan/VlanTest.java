package dev.patchbay.device.vlan;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VlanTest {
  private static final Mac FAR = Mac.of("02:00:00:00:00:0f");

  private final Network network = new Network();
  private NetDevice near;
  private NetDevice far;

  @BeforeEach
  void aCable() throws NetlinkException {
    near = network.add("near", "veth", "peer", "name", "far");
    far = near.link();
    network.up(near, far);
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice vlan(String name, NetDevice below, String... words) throws NetlinkException {
    LinkRequest request = network.request(network.netns, name, words);
    request.link = below;
    return network.netns.links().add(request);
  }

  private NetDevice vlan(String name, NetDevice below, int id) throws NetlinkException {
    return vlan(name, below, "vlan", "id", Integer.toString(id));
  }

  /// A frame that is tagged among its bytes.
  private static Frame tagged(Frame frame, int tci) {
    String tag = "" + (char) (tci >> 8) + (char) (tci & 0xff);
    String type = "" + (char) (frame.type() >> 8) + (char) (frame.type() & 0xff);
    return frame.type(EtherType.VLAN).payload(tag + type + frame.payload());
  }

  // ---- frames

  @Test
  void meetsItsOwnVlanAtTheOtherEnd() throws NetlinkException {
    NetDevice here = vlan("v5", near, 5);
    Station there = new Station(network, vlan("w5", far, 5));
    Station other = new Station(network, vlan("w6", far, 6));
    network.up(here, there.device(), other.device());
    Frame frame = ethernet(there.device().address(), here.address()).payload("hello");

    here.send(frame.packet(network.world()));
    network.settle();

    there.receives(frame);
    other.receivesNothing();
  }

  @Test
  void takesATagThatIsAmongTheBytes() throws NetlinkException {
    Station there = new Station(network, vlan("w5", far, 5));
    network.up(there.device());
    Frame frame = ethernet(far.address(), FAR).payload("hello");

    near.send(tagged(frame, 5).packet(network.world()));
    network.settle();

    there.receives(frame);
    assertThat(there.device().statistics().rxBytes).isEqualTo(5);
  }

  @Test
  void aTagInsideATagFindsTheUpperOfTheTwo() throws NetlinkException {
    NetDevice outer = vlan("v5", near, "vlan", "protocol", "802.1ad", "id", "5");
    NetDevice inner = vlan("v5.7", outer, 7);
    NetDevice farOuter = vlan("w5", far, "vlan", "protocol", "802.1ad", "id", "5");
    Station there = new Station(network, vlan("w5.7", farOuter, 7));
    network.up(outer, inner, farOuter, there.device());
    Frame frame = ethernet(far.address(), inner.address()).payload("deep");

    inner.send(frame.packet(network.world()));
    network.settle();

    there.receives(frame);
  }

  @Test
  void aTagOfNoVlanIsOnlyAPriority() throws NetlinkException {
    Frame frame = ethernet(far.address(), FAR).payload("hello");

    near.send(tagged(frame, 0xa000).packet(network.world()));
    network.settle();

    assertThat(far.statistics().rxPackets).isEqualTo(1);
  }

  @Test
  void aTagThatIsCutOffIsDropped() throws NetlinkException {
    near.send(
        ethernet(far.address(), FAR).type(EtherType.VLAN).payload("\0").packet(network.world()));
    network.settle();

    assertThat(far.statistics().rxPackets).isEqualTo(1);
  }

  @Test
  void takesNothingWhileItIsDown() throws NetlinkException {
    NetDevice there = vlan("w5", far, 5);

    near.send(tagged(ethernet(far.address(), FAR), 5).packet(network.world()));
    network.settle();

    assertThat(there.statistics().rxPackets).isZero();
  }

  // ---- what it shares with the device below

  @Test
  void asksBelowForWhatItListensTo() throws NetlinkException {
    NetDevice v5 = vlan("v5", near, 5);
    v5.receiveMode().multicast().add(0x3333_0000_0042L);
    assertThat(near.receiveMode().multicast().contains(0x3333_0000_0042L)).isFalse();

    network.up(v5);
    assertThat(near.receiveMode().multicast().contains(0x3333_0000_0042L)).isTrue();

    network.down(v5);
    assertThat(near.receiveMode().multicast().contains(0x3333_0000_0042L)).isFalse();
  }

  @Test
  void anAddressOfItsOwnMakesTheDeviceBelowTakeEveryFrame() throws NetlinkException {
    NetDevice v5 = vlan("v5", near, 5);
    network.up(v5);
    assertThat(near.receiveMode().promiscuity()).isZero();

    network.netns.links().changeAddress(v5, FAR);
    assertThat(near.receiveMode().promiscuity()).isEqualTo(1);

    network.down(v5);
    assertThat(near.receiveMode().promiscuity()).isZero();
  }

  @Test
  void goesDownAndUpWithTheDeviceBelow() throws NetlinkException {
    NetDevice v5 = vlan("v5", near, 5);
    NetDevice loose = vlan("v6", near, "vlan", "id", "6", "loose_binding", "on");
    network.up(v5, loose);

    network.down(near);
    assertThat(v5.isUp()).isFalse();
    assertThat(loose.isUp()).isTrue();

    network.up(near);
    assertThat(v5.isUp()).isTrue();
  }

  @Test
  void goesWithTheDeviceBelow() throws NetlinkException {
    vlan("v5.7", vlan("v5", near, 5), 7);

    network.netns.links().delete(near);

    assertThat(network.netns.devices()).extracting(NetDevice::name).isEqualTo(List.of("lo"));
  }

  // ---- words and refusals

  @Test
  void mapsPrioritiesOneByOne() throws NetlinkException {
    NetDevice v5 = vlan("v5", near, "vlan", "id", "5", "egress-qos-map", "0:7", "9:1");

    network.change(v5, "vlan", "egress-qos-map", "4:2", "0:0", "ingress-qos-map", "3:6");

    assertThat(network.shown(v5)).contains("ingress-qos-map { 3:6 }", "egress-qos-map { 4:2 9:1 }");
  }

  @Test
  void refusesWhatIsThereAlready() throws NetlinkException {
    vlan("v5", near, 5);

    assertRefused(Errno.EEXIST, () -> vlan("again", near, 5))
        .hasMessage("8021q: VLAN device already exists.");
    assertRefused(Errno.EOPNOTSUPP, () -> vlan("v6", network.netns.loopback(), 6))
        .hasMessage("8021q: VLANs not supported on device.");
  }
}
