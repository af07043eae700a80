package dev.patchbay.stack.address;

import static dev.patchbay.packet.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 answers.
class Ipv4AddressesTest {
  @RegisterExtension final TestLab lab = new TestLab();
  final Netns netns = lab.netns("red");
  final NetDevice device = Cable.plug(netns, "eth0");
  final Addresses addresses = Addresses.of(netns);

  void add(String... prefixes) throws NetlinkException {
    for (String prefix : prefixes) {
      addresses.add(Listing.address(device, prefix));
    }
  }

  void add(String prefix, int scope) throws NetlinkException {
    AddressRequest request = Listing.address(device, prefix);
    request.scope = scope;
    addresses.add(request);
  }

  void delete(String prefix) throws NetlinkException {
    AddressRequest request = Listing.address(device, prefix);
    request.address = request.local;
    addresses.delete(request);
  }

  List<String> shown() {
    return Listing.addresses(device, IPV4);
  }

  static void refused(ThrowingCallable request, Errno errno) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  // ---- order

  @Test
  void showsSecondaryAddressesBehindPrimaryOnes() throws NetlinkException {
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.4/25", "10.0.0.1/16");

    assertThat(shown())
        .containsExactly(
            "10.0.0.1/24", "10.0.1.1/24", "10.0.0.4/25", "10.0.0.1/16", "10.0.0.2/24 secondary");
  }

  @Test
  void showsNearScopesFirst() throws NetlinkException {
    add("10.0.0.1/24");
    add("10.0.2.5/24", Scope.LINK);
    add("10.0.3.5/24", Scope.HOST);
    add("10.0.4.5/24");

    assertThat(shown())
        .containsExactly("10.0.3.5/24 host", "10.0.2.5/24 link", "10.0.0.1/24", "10.0.4.5/24");
  }

  // ---- refusals

  @Test
  void refusesTheSameAddressTwice() throws NetlinkException {
    add("10.0.0.1/24");

    refused(() -> add("10.0.0.1/24"), Errno.EEXIST);
  }

  @Test
  void refusesAnotherScopeInTheSameNetwork() throws NetlinkException {
    add("10.0.0.1/24");

    refused(() -> add("10.0.0.5/24", Scope.LINK), Errno.EINVAL);
    assertThat(shown()).containsExactly("10.0.0.1/24");
  }

  @Test
  void refusesAPreferredLifetimeLongerThanTheValidOne() {
    AddressRequest request = Listing.address(device, "10.0.0.1/24");
    request.hasLifetimes = true;
    request.validLifetime = 10;

    refused(() -> addresses.add(request), Errno.EINVAL);
  }

  @Test
  void refusesToRemoveWhatIsNotThere() throws NetlinkException {
    add("10.0.0.1/24");

    refused(() -> delete("10.0.0.1/16"), Errno.EADDRNOTAVAIL);
    refused(() -> delete("10.0.0.2/24"), Errno.EADDRNOTAVAIL);
  }

  @Test
  void takesTheZeroAddressAndDoesNothing() throws NetlinkException {
    add("0.0.0.0/24");

    assertThat(shown()).isEmpty();
  }

  // ---- removal

  @Test
  void takesSecondaryAddressesAwayWithTheirPrimaryOne() throws NetlinkException {
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.3/24");

    delete("10.0.0.1/24");

    assertThat(shown()).containsExactly("10.0.1.1/24");
  }

  @Test
  void promotesTheFirstSecondaryAddressWhereSettingsSaySo() throws NetlinkException {
    lab.sysctl(netns, "net/ipv4/conf/eth0/promote_secondaries", "1");
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.3/24");

    delete("10.0.0.1/24");

    assertThat(shown()).containsExactly("10.0.1.1/24", "10.0.0.2/24", "10.0.0.3/24 secondary");
  }

  @Test
  void removesTheFirstAddressOfThatNumberWhenNoNetworkIsNamed() throws NetlinkException {
    addresses.add(Listing.peer(device, "10.9.0.1", "10.9.0.2/32"));

    addresses.delete(Listing.address(device, "10.9.0.1/32"));

    assertThat(shown()).isEmpty();
  }

  @Test
  void losesAllWithItsDevice() throws NetlinkException {
    add("10.0.0.1/24", "10.0.0.2/24");
    List<String> gone = new ArrayList<>();
    netns.addMonitor(a -> {
      if (a instanceof AddressAnnouncement address && address.gone()) {
        gone.add(address.address().local().text());
      }
    });

    Links.unregister(List.of(device));

    assertThat(gone).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(InetDevice.inet(device)).isNull();
  }

  @Test
  void losesAllWhenTheMtuIsTooSmallForIpv4() throws NetlinkException {
    NetDevice small = new SmallCable(netns).register();
    addresses.add(Listing.address(small, "10.0.0.1/24"));

    netns.links().changeMtu(small, 60);

    assertThat(InetDevice.inet(small)).isNull();
    assertThat(netns.device("small0")).isSameAs(small);
  }

  // ---- changes

  @Test
  void replacesLifetimesAndMetric() throws NetlinkException {
    add("10.0.0.1/24");
    AddressRequest request = Listing.address(device, "10.0.0.1/24");
    request.hasLifetimes = true;
    request.validLifetime = 30;
    request.preferredLifetime = 0;
    request.metric = 77;

    addresses.replace(request);

    AddressSnapshot address = addresses.snapshots(IPV4, device).getFirst();
    assertThat(shown()).containsExactly("10.0.0.1/24 deprecated dynamic");
    assertThat(address.validLifetime()).isEqualTo(30);
    assertThat(address.preferredLifetime()).isZero();
    assertThat(address.metric()).isEqualTo(77);
  }

  @Test
  void forgetsAPreferredLifetimeWithoutAValidOne() throws NetlinkException {
    AddressRequest request = Listing.address(device, "10.0.0.1/24");
    request.hasLifetimes = true;
    request.preferredLifetime = 50;
    addresses.add(request);

    AddressSnapshot address = addresses.snapshots(IPV4, device).getFirst();

    assertThat(address.preferredLifetime()).isEqualTo(AddressRequest.FOREVER);
    assertThat(shown()).containsExactly("10.0.0.1/24");
  }

  @Test
  void deprecatesAndRemovesWhenLifetimesAreOver() throws NetlinkException {
    AddressRequest request = Listing.address(device, "10.0.0.1/24");
    request.hasLifetimes = true;
    request.validLifetime = 20;
    request.preferredLifetime = 10;
    addresses.add(request);
    add("10.0.1.1/24");

    lab.passMillis(9_999);
    assertThat(shown()).containsExactly("10.0.0.1/24 dynamic", "10.0.1.1/24");
    lab.passMillis(1);
    assertThat(shown()).containsExactly("10.0.0.1/24 deprecated dynamic", "10.0.1.1/24");
    lab.passMillis(10_000);
    assertThat(shown()).containsExactly("10.0.1.1/24");
  }

  // ---- labels

  @Test
  void labelsFollowTheNameOfTheDevice() throws NetlinkException {
    AddressRequest labelled = Listing.address(device, "10.2.0.1/24");
    labelled.label = "eth0:x";
    add("10.0.0.1/24", "10.1.0.1/24");
    addresses.add(labelled);

    netns.links().rename(device, "wan");

    assertThat(addresses.snapshots(IPV4, device))
        .extracting(AddressSnapshot::label)
        .containsExactly("wan", "wan:2", "wan:x");
  }

  // ---- lo

  @Test
  void loGetsItsAddressWhenItComesUpWithoutAny() throws NetlinkException {
    NetDevice lo = netns.loopback();
    addresses.delete(Listing.address(lo, "127.0.0.1/8"));
    lab.down(lo);

    lab.up(lo);

    assertThat(Listing.addresses(lo, IPV4)).containsExactly("127.0.0.1/8 host");
  }

  @Test
  void findsAnAddressOnItsDevice() throws NetlinkException {
    add("10.0.0.1/24");
    long hi = Ip.of("10.0.0.1").hi();

    assertThat(addresses.find(IPV4, hi, 0, null)).hasToString("10.0.0.1/24 dev eth0");
    assertThat(addresses.find(IPV4, hi, 0, netns.loopback())).isNull();
    assertThat(addresses.find(IPV4, hi + 1, 0, null)).isNull();
  }

  /// A device that may be made smaller than IPv4 needs.
  private static final class SmallCable extends NetDevice {
    SmallCable(Netns netns) {
      super(netns, null);
      mtuBounds(0, 0);
    }

    NetDevice register() throws NetlinkException {
      LinkRequest request = new LinkRequest();
      request.name = "small0";
      netns().links().register(this, request, "small");
      return this;
    }

    @Override
    protected int transmit(Packet packet) {
      dropSent(packet, DropReason.NO_CARRIER);
      return 0;
    }
  }
}
