package dev.patchbay.core;

import static dev.patchbay.core.TestNetwork.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");

  private final TestNetwork network = new TestNetwork();
  private final Netns netns = network.netns;

  private static byte[] bytes(Mac mac) {
    byte[] bytes = new byte[Mac.BYTES];
    mac.write(bytes, 0);
    return bytes;
  }

  // ---- making

  @Test
  void givesTheFirstFreeNumberToALinkWithoutAName() throws NetlinkException {
    network.add("plain1");

    LinkRequest unnamed = network.request("x");
    unnamed.name = null;

    assertThat(netns.links().add(unnamed).name()).isEqualTo("plain0");
    assertThat(netns.links().add(unnamed).name()).isEqualTo("plain2");
    assertThat(network.add("eth%d").name()).isEqualTo("eth0");
  }

  @Test
  void refusesNamesAsTheKernelDoes() throws NetlinkException {
    network.add("a");

    assertRefused(Errno.EEXIST, () -> network.add("a"));
    assertRefused(Errno.EINVAL, () -> network.add("a/b"));
    assertRefused(Errno.EINVAL, () -> network.add("a b"));
    assertRefused(Errno.EINVAL, () -> network.add(".."));
    assertRefused(Errno.EINVAL, () -> network.add("a%s"));
    assertRefused(Errno.EINVAL, () -> network.add("%d%d"));
    assertRefused(Errno.ERANGE, () -> network.add("averyverylongname0"));
    assertThat(netns.deviceCount()).isEqualTo(2);
  }

  @Test
  void anAddressIsJudgedBeforeTheNameIs() throws NetlinkException {
    network.add("a");
    LinkRequest request = network.request("a");
    request.address = bytes(Mac.of("01:00:00:00:00:01"));

    assertRefused(Errno.EADDRNOTAVAIL, () -> netns.links().add(request));

    request.address = new byte[5];
    assertRefused(Errno.EINVAL, () -> netns.links().add(request));
  }

  @Test
  void anIndexThatIsTakenIsRefused() throws NetlinkException {
    network.add("a");
    LinkRequest request = network.request("b");
    request.index = 2;

    assertRefused(Errno.EEXIST, () -> netns.links().add(request));

    request.index = 20;
    assertThat(netns.links().add(request).index()).isEqualTo(20);
    assertThat(network.add("c").index()).isEqualTo(3);
  }

  @Test
  void refusesQueuesThatCannotBe() {
    LinkRequest none = network.request("a");
    none.numTxQueues = 0;
    LinkRequest many = network.request("a");
    many.numRxQueues = 5000;

    assertRefused(Errno.EINVAL, () -> netns.links().add(none))
        .hasMessageContaining("Invalid number of transmit queues");
    assertRefused(Errno.EINVAL, () -> netns.links().add(many))
        .hasMessageContaining("Invalid number of receive queues");
  }

  @Test
  void nothingIsLeftWhenTheMasterRefuses() throws NetlinkException {
    LinkRequest request = network.request("b");
    request.master = network.add("a");

    assertRefused(Errno.EOPNOTSUPP, () -> netns.links().add(request));

    assertThat(netns.device("b")).isNull();
  }

  @Test
  void aNewLinkMayComeUpAtOnce() throws NetlinkException {
    LinkRequest request = network.request("a");
    request.flag(DeviceFlags.UP, true);

    assertThat(netns.links().add(request).isUp()).isTrue();
  }

  // ---- changing

  @Test
  void anUpLinkCannotBeRenamed() throws NetlinkException {
    NetDevice a = network.up("a");
    LinkRequest same = new LinkRequest();
    same.name = "a";
    LinkRequest other = new LinkRequest();
    other.name = "b";

    netns.links().change(a, same);
    assertRefused(Errno.EBUSY, () -> netns.links().change(a, other));

    netns.links().close(a);
    netns.links().change(a, other);
    assertThat(netns.device("b")).isSameAs(a);
    assertThat(netns.device("a")).isNull();
  }

  @Test
  void theMtuHasBounds() throws NetlinkException {
    NetDevice a = network.add("a");

    assertRefused(Errno.EINVAL, () -> netns.links().changeMtu(a, 10))
        .hasMessage("mtu less than device minimum.");
    assertRefused(Errno.EINVAL, () -> netns.links().changeMtu(a, 70_000))
        .hasMessage("mtu greater than device maximum.");

    netns.links().changeMtu(a, 9000);
    assertThat(a.mtu()).isEqualTo(9000);
  }

  @Test
  void anAddressMustBeOneOfAStation() throws NetlinkException {
    NetDevice a = network.add("a");

    assertRefused(
        Errno.EADDRNOTAVAIL, () -> netns.links().changeAddress(a, Mac.of("01:00:00:00:00:01")));
    assertRefused(Errno.EADDRNOTAVAIL, () -> netns.links().changeAddress(a, Mac.ZERO));

    netns.links().changeAddress(a, A);
    assertThat(a.address()).isEqualTo(A);
  }

  @Test
  void evenLoMayHaveAnAddress() throws NetlinkException {
    netns.links().open(netns.loopback());

    netns.links().changeAddress(netns.loopback(), A);

    assertThat(netns.loopback().address()).isEqualTo(A);
  }

  @Test
  void aCarrierCanBeSetOnlyWhereTheKindLetsIt() {
    LinkRequest off = new LinkRequest();
    off.carrier = false;

    assertRefused(Errno.EOPNOTSUPP, () -> netns.links().change(netns.loopback(), off));
  }

  @Test
  void protodownIsRefusedByName() throws NetlinkException {
    NetDevice a = network.add("a");
    LinkRequest request = new LinkRequest();
    request.protoDown = true;

    assertRefused(Errno.EOPNOTSUPP, () -> netns.links().change(a, request))
        .hasMessageContaining("Protodown not supported by device");
  }

  @Test
  void whatComesBeforeARefusalStaysDone() throws NetlinkException {
    NetDevice a = network.up("a");
    LinkRequest request = new LinkRequest();
    request.mtu = 1400;
    request.name = "b";

    assertRefused(Errno.EBUSY, () -> netns.links().change(a, request));

    assertThat(a.mtu()).isEqualTo(1400);
  }

  @Test
  void aliasesComeAndGoButNotWithANewLink() throws NetlinkException {
    LinkRequest request = network.request("a");
    request.alias = "uplink";
    NetDevice a = netns.links().add(request);
    assertThat(a.alias()).isNull();

    netns.links().change(a, request);
    assertThat(a.alias()).isEqualTo("uplink");

    request.alias = "";
    netns.links().change(a, request);
    assertThat(a.alias()).isNull();
  }

  @Test
  void showsPromiscuityOnlyWhenAUserAskedForIt() throws NetlinkException {
    NetDevice a = network.add("a");
    a.receiveMode().addPromiscuity(1);
    a.receiveMode().addAllMulticast(1);
    assertThat(a.shownFlags() & (DeviceFlags.PROMISC | DeviceFlags.ALLMULTI)).isZero();

    netns.links().changeFlags(a, DeviceFlags.PROMISC, DeviceFlags.PROMISC);
    assertThat(a.shownFlags() & DeviceFlags.PROMISC).isNotZero();
    assertThat(a.receiveMode().promiscuity()).isEqualTo(2);

    netns.links().changeFlags(a, 0, DeviceFlags.PROMISC);
    assertThat(a.receiveMode().promiscuity()).isEqualTo(1);
    assertThat(network.machine.log().lines())
        .extracting(KernelLog.Line::text)
        .containsExactly("device a entered promiscuous mode");
  }

  // ---- moving

  @Test
  void keepsNameIndexAndAddressWhenItMoves() throws NetlinkException {
    Netns other = network.newNetns();
    network.add("first");
    NetDevice a = network.up("a");
    Mac address = a.address();

    netns.links().move(a, other, null, 0);

    assertThat(a.isUp()).isFalse();
    assertThat(a.qdisc()).isEqualTo("noop");
    assertThat(a.index()).isEqualTo(3);
    assertThat(a.address()).isEqualTo(address);
    assertThat(other.device("a")).isSameAs(a);
    assertThat(netns.device("a")).isNull();
  }

  @Test
  void getsAnotherIndexWhereItsOwnIsTaken() throws NetlinkException {
    Netns other = network.newNetns();
    other.links().add(network.request("x"));
    NetDevice a = network.add("a");

    netns.links().move(a, other, null, 0);

    assertThat(a.index()).isEqualTo(3);
  }

  @Test
  void staysWhereItIsWhenNameOrIndexAreTakenThere() throws NetlinkException {
    Netns other = network.newNetns();
    other.links().add(network.request("a"));
    NetDevice a = network.up("a");
    NetDevice b = network.up("b");

    assertRefused(Errno.EEXIST, () -> netns.links().move(a, other, null, 0));
    assertRefused(Errno.EBUSY, () -> netns.links().move(b, other, null, 2));

    assertThat(a.netns()).isSameAs(netns);
    assertThat(a.isUp()).isTrue();
    assertThat(b.isUp()).isTrue();
  }

  @Test
  void takesTheNewNameOnTheWayWhereItsOwnIsTaken() throws NetlinkException {
    Netns other = network.newNetns();
    other.links().add(network.request("a"));
    NetDevice a = network.add("a");
    LinkRequest request = new LinkRequest();
    request.netns = other;
    request.name = "b";

    netns.links().change(a, request);

    assertThat(other.device("b")).isSameAs(a);
  }

  @Test
  void hasMovedWhenItsNewNameIsRefused() throws NetlinkException {
    Netns other = network.newNetns();
    other.links().add(network.request("b"));
    NetDevice a = network.add("a");
    LinkRequest request = new LinkRequest();
    request.netns = other;
    request.name = "b";

    assertRefused(Errno.EEXIST, () -> netns.links().change(a, request));

    assertThat(other.device("a")).isSameAs(a);
  }

  @Test
  void loStays() {
    Netns other = network.newNetns();

    assertRefused(Errno.EINVAL, () -> netns.links().move(netns.loopback(), other, null, 0));
  }

  // ---- removing

  @Test
  void loCannotBeRemoved() {
    assertRefused(Errno.EOPNOTSUPP, () -> netns.links().delete(netns.loopback()));
  }

  @Test
  void removesAGroup() throws NetlinkException {
    network.add("a").group(7);
    network.add("b").group(7);
    network.add("c");

    netns.links().deleteGroup(7);

    assertThat(netns.devices()).extracting(NetDevice::name).containsExactly("lo", "c");
    assertRefused(Errno.ENODEV, () -> netns.links().deleteGroup(7));
  }

  @Test
  void notifiersHearOfEverythingInOrder() throws NetlinkException {
    List<String> heard = new ArrayList<>();
    network.machine.notifiers().add((event, device) -> heard.add(event + " " + device.name()));

    NetDevice a = network.up("a");
    netns.links().changeMtu(a, 1400);
    netns.links().changeAddress(a, A);
    netns.links().delete(a);

    assertThat(heard)
        .containsExactly(
            "REGISTER a",
            "PRE_UP a",
            "UP a",
            "PRECHANGEMTU a",
            "CHANGEMTU a",
            "PRE_CHANGEADDR a",
            "CHANGEADDR a",
            "GOING_DOWN a",
            "DOWN a",
            "UNREGISTER a");
  }

  @Test
  void aNotifierMayVeto() throws NetlinkException {
    NetdeviceNotifier veto =
        (event, device) -> {
          if (event == NetdeviceEvent.PRE_UP || event == NetdeviceEvent.PRECHANGEMTU) {
            throw new NetlinkException(Errno.EPERM);
          }
        };
    network.machine.notifiers().add(veto);
    NetDevice a = network.add("a");

    assertRefused(Errno.EPERM, () -> netns.links().open(a));
    assertRefused(Errno.EPERM, () -> netns.links().changeMtu(a, 1400));
    assertThat(a.isUp()).isFalse();
    assertThat(a.mtu()).isEqualTo(1500);

    network.machine.notifiers().remove(veto);
    netns.links().open(a);
    assertThat(a.isUp()).isTrue();
  }
}
