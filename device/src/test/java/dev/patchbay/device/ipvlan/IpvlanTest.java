package dev.patchbay.device.ipvlan;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IpvlanTest {
  private static final Mac OUTSIDE = Mac.of("02:00:00:00:00:0f");

  private final Network network = new Network();
  private NetDevice parent;
  private NetDevice outside;

  @BeforeEach
  void aParentWithACable() throws NetlinkException {
    parent = network.add("eth0", "veth", "peer", "name", "sw0");
    outside = parent.link();
    network.up(parent, outside);
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private NetDevice add(String name, String... words) throws NetlinkException {
    String[] all = new String[words.length + 1];
    all[0] = "ipvlan";
    System.arraycopy(words, 0, all, 1, words.length);
    LinkRequest request = network.request(network.netns, name, all);
    request.link = parent;
    return network.netns.links().add(request);
  }

  private void give(NetDevice device, String address) throws NetlinkException {
    AddressRequest request = new AddressRequest(Family.IPV4, device);
    request.local = Ip.of(address);
    request.prefixLength = 24;
    Addresses.of(network.netns).add(request);
  }

  /// A packet from and to these addresses, of which no more than the header is there.
  private static Frame packet(Mac destination, Mac source, String to) {
    byte[] header = new byte[20];
    header[0] = 0x45;
    header[3] = 20;
    Ip.of(to).write(header, 16);
    StringBuilder payload = new StringBuilder();
    for (byte octet : header) {
      payload.append((char) (octet & 0xff));
    }
    return ethernet(destination, source).type(EtherType.IPV4).payload(payload.toString());
  }

  private void send(NetDevice from, Frame frame) {
    from.send(frame.packet(network.world()));
    network.settle();
  }

  @Test
  void whatComesInGoesToTheDeviceThatHasTheAddress() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");
    NetDevice b = add("b", "mode", "l2");
    network.up(a, b);
    give(b, "10.0.0.2");

    send(outside, packet(parent.address(), OUTSIDE, "10.0.0.2"));

    assertThat(b.statistics().rxPackets).isEqualTo(1);
    assertThat(a.statistics().rxPackets).isZero();
  }

  @Test
  void anAddressOfADeviceThatIsDownIsNobodys() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");
    give(a, "10.0.0.1");
    long before = parent.statistics().rxPackets;

    send(outside, packet(parent.address(), OUTSIDE, "10.0.0.1"));

    assertThat(a.statistics().rxPackets).isZero();
    assertThat(parent.statistics().rxPackets).isEqualTo(before + 1);
  }

  @Test
  void siblingsReachEachOtherWithoutTheOutside() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");
    NetDevice b = add("b", "mode", "l2");
    network.up(a, b);
    give(b, "10.0.0.2");

    send(a, packet(parent.address(), parent.address(), "10.0.0.2"));

    assertThat(b.statistics().rxPackets).isEqualTo(1);
    assertThat(outside.statistics().rxPackets).isZero();
  }

  @Test
  void privateOnesAreToldThatNothingWasSent() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2", "private");
    NetDevice b = add("b", "mode", "l2", "private");
    network.up(a, b);
    give(b, "10.0.0.2");

    int error =
        a.send(packet(parent.address(), parent.address(), "10.0.0.2").packet(network.world()));

    assertThat(error).isEqualTo(Errno.ENOBUFS.number());
    assertThat(a.statistics().txDropped).isEqualTo(1);
    assertThat(b.statistics().rxPackets).isZero();
  }

  @Test
  void vepaOnesSendEverythingOut() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2", "vepa");
    NetDevice b = add("b", "mode", "l2", "vepa");
    network.up(a, b);
    give(b, "10.0.0.2");

    send(a, packet(parent.address(), parent.address(), "10.0.0.2"));

    assertThat(outside.statistics().rxPackets).isEqualTo(1);
    assertThat(b.statistics().rxPackets).isZero();
  }

  @Test
  void aGroupIsHeardBySiblingsAndOutside() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");
    NetDevice b = add("b", "mode", "l2");
    network.up(a, b);

    send(a, ethernet(Mac.BROADCAST, parent.address()).payload("all"));

    assertThat(b.statistics().multicast).isEqualTo(1);
    assertThat(a.statistics().multicast).isZero();
    assertThat(outside.statistics().rxPackets).isEqualTo(1);
  }

  @Test
  void inModeL3NothingGoesToGroups() throws NetlinkException {
    NetDevice a = add("a", "mode", "l3");
    network.up(a);

    send(a, ethernet(Mac.BROADCAST, parent.address()).payload("all"));

    assertThat(outside.statistics().rxPackets).isZero();
    assertThat(a.statistics().txDropped).isEqualTo(1);
  }

  @Test
  void theNewestModeIsThatOfAll() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");

    add("b", "mode", "l3s");

    assertThat(network.shown(a)).contains("mode l3s bridge");
    assertThat(a.flags() & DeviceFlags.NOARP).isNotZero();
  }

  @Test
  void refusesAnAddressThatASiblingHas() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");
    NetDevice b = add("b", "mode", "l2");
    give(a, "10.0.0.1");

    assertRefused(Errno.EADDRINUSE, () -> give(b, "10.0.0.1"));
  }

  @Test
  void hasItsParentsHardwareAddressAlways() throws NetlinkException {
    NetDevice a = add("a", "mode", "l2");

    network.netns.links().changeAddress(parent, OUTSIDE);

    assertThat(a.address()).isEqualTo(OUTSIDE);
    assertRefused(Errno.EOPNOTSUPP, () -> network.netns.links().changeAddress(a, OUTSIDE));
  }

  @Test
  void leavesNothingBehind() throws NetlinkException {
    NetDevice a = add("a", "mode", "l3s");

    network.netns.links().delete(a);

    assertThat(parent.rxHandler()).isNull();
    assertThat(parent.l3Receiver()).isNull();
  }

  @Test
  void sharesNoParentWithAnotherKind() throws NetlinkException {
    add("a", "mode", "l2");
    LinkRequest request = network.request(network.netns, "m", "macvlan", "mode", "bridge");
    request.link = parent;

    assertRefused(Errno.EBUSY, () -> network.netns.links().add(request));
  }
}
