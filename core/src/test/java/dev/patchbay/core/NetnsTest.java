package dev.patchbay.core;

import static dev.patchbay.core.TestNetwork.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import org.junit.jupiter.api.Test;

class NetnsTest {
  private final TestNetwork network = new TestNetwork();
  private final Netns netns = network.netns;

  @Test
  void beginsWithLoDown() {
    assertThat(netns.devices()).extracting(NetDevice::name).containsExactly("lo");
    assertThat(netns.loopback().isUp()).isFalse();
    assertThat(netns.loopback().index()).isEqualTo(1);
  }

  @Test
  void doesNotGiveAnIndexTwice() throws NetlinkException {
    NetDevice a = network.add("a");
    netns.links().delete(a);

    assertThat(network.add("b").index()).isEqualTo(3);
  }

  @Test
  void findsDevicesByNameHoweverManyThereAre() throws NetlinkException {
    for (int i = 0; i < 20; i++) {
      network.add("d" + i);
    }
    NetDevice d7 = netns.device("d7");
    assertThat(d7).isNotNull();

    netns.links().rename(d7, "renamed");
    netns.links().delete(java.util.Objects.requireNonNull(netns.device("d8")));

    assertThat(netns.device("d7")).isNull();
    assertThat(netns.device("renamed")).isSameAs(d7);
    assertThat(netns.device("d8")).isNull();
    assertThat(netns.device(d7.index())).isSameAs(d7);
  }

  @Test
  void listsDevicesByTheLowByteOfTheirIndex() throws NetlinkException {
    add("w0", 300);
    add("w1", 1000);
    add("w2", 4);
    add("w3", 260);

    assertThat(netns.devices())
        .extracting(NetDevice::name)
        .containsExactly("lo", "w3", "w2", "w0", "w1");
  }

  private void add(String name, int index) throws NetlinkException {
    LinkRequest request = network.request(name);
    request.index = index;
    netns.links().add(request);
  }

  @Test
  void devicesOfOneNameHaveDifferentAddressesAndTheSameOnesEveryTime() throws NetlinkException {
    NetDevice first = network.add("a");
    netns.links().delete(first);
    NetDevice second = network.add("a");
    TestNetwork again = new TestNetwork();

    assertThat(second.address()).isNotEqualTo(first.address());
    assertThat(again.add("a").address()).isEqualTo(first.address());
    assertThat(first.address().isLocal()).isTrue();
    assertThat(first.address().isMulticast()).isFalse();
  }

  // ---- numbers of others

  @Test
  void numbersOthersWhenItFirstSeesThem() {
    Netns one = network.newNetns();
    Netns two = network.newNetns();
    assertThat(netns.knownNsid(one)).isEqualTo(-1);

    assertThat(netns.nsid(two)).isZero();
    assertThat(netns.nsid(one)).isEqualTo(1);
    assertThat(netns.nsid(two)).isZero();
    assertThat(one.nsid(netns)).isZero();
  }

  @Test
  void aNumberCanBeGivenOnce() throws NetlinkException {
    Netns one = network.newNetns();
    Netns two = network.newNetns();
    netns.assignNsid(one, 77);

    assertRefused(Errno.EEXIST, () -> netns.assignNsid(one, 78))
        .hasMessage("Peer netns already has a nsid assigned.");
    assertRefused(Errno.EEXIST, () -> netns.assignNsid(two, 77))
        .hasMessage("The specified nsid is already used.");
    assertThat(netns.byNsid(77)).isSameAs(one);
    assertThat(netns.knownNsids()).containsExactly(77);
  }

  // ---- life

  @Test
  void endsWhenNobodyHoldsIt() throws NetlinkException {
    Netns other = network.newNetns();
    network.machine.addName("n", other);
    NetDevice a = other.links().add(network.request("a"));
    netns.nsid(other);
    other.release();

    network.machine.removeName("n");
    assertThat(other.isGone()).isFalse();
    network.advance(1_000_000_000);

    assertThat(other.isGone()).isTrue();
    assertThat(a.isRegistered()).isFalse();
    assertThat(netns.knownNsid(other)).isEqualTo(-1);
  }

  @Test
  void aNameIsGivenOnce() throws NetlinkException {
    network.machine.addName("n", network.newNetns());

    assertRefused(Errno.EEXIST, () -> network.machine.addName("n", network.newNetns()));
    assertRefused(Errno.ENOENT, () -> network.machine.removeName("other"));
    assertThat(network.machine.netnsNames()).containsExactly("n");
  }
}
