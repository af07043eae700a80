package dev.patchbay.stack.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The requests of `ip neigh`, with the kernel's answers (conformance case arp-neigh/states).
class NeighboursTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Cable eth0 = Cable.between(red, "eth0", lab.netns("blue"), "eth0");
  private final Neighbours neighbours = Neighbours.of(red);

  NeighboursTest() {
    lab.up(eth0.peer());
    lab.address(eth0, "10.0.0.1/24");
  }

  private static NeighbourRequest request(
      String ip, @Nullable NetDevice device, @Nullable String mac, int state) {
    NeighbourRequest request = new NeighbourRequest(Ip.of(ip), device);
    if (mac != null) {
      request.linkAddress = new byte[Mac.BYTES];
      Mac.of(mac).write(request.linkAddress, 0);
    }
    request.state = state;
    return request;
  }

  private NeighbourRequest permanent(String ip) {
    return request(ip, eth0, "02:00:00:00:00:03", NeighbourState.PERMANENT);
  }

  private static void refuses(Errno errno, @Nullable String message, ThrowingCallable call) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(call)
        .satisfies(e -> {
          assertThat(e.errno()).isEqualTo(errno);
          assertThat(e.extended()).isEqualTo(message);
        });
  }

  private NeighbourSnapshot only() {
    assertThat(neighbours.snapshots(Family.IPV4)).hasSize(1);
    return neighbours.snapshots(Family.IPV4).getFirst();
  }

  @Test
  void addsAnEntryOnce() throws NetlinkException {
    neighbours.add(permanent("10.0.0.3"));

    assertThat(only().state()).isEqualTo(NeighbourState.PERMANENT);
    assertThat(only().address()).isEqualTo(Mac.of("02:00:00:00:00:03"));
    refuses(Errno.EEXIST, null, () -> neighbours.add(permanent("10.0.0.3")));
  }

  @Test
  void replacesAnEntryOrMakesOne() throws NetlinkException {
    neighbours.replace(permanent("10.0.0.3"));

    neighbours.replace(request("10.0.0.3", eth0, "02:00:00:00:00:33", NeighbourState.STALE));

    assertThat(only().state()).isEqualTo(NeighbourState.STALE);
    assertThat(only().address()).isEqualTo(Mac.of("02:00:00:00:00:33"));
  }

  @Test
  void changesOnlyAnEntryThatIsThere() throws NetlinkException {
    refuses(Errno.ENOENT, null, () -> neighbours.change(permanent("10.0.0.44")));

    neighbours.add(permanent("10.0.0.3"));
    neighbours.change(request("10.0.0.3", eth0, null, NeighbourState.REACHABLE));

    assertThat(only().state()).isEqualTo(NeighbourState.REACHABLE);
  }

  @Test
  void leavesAnEntryWithoutAnAddressBehind() {
    refuses(
        Errno.EINVAL,
        "No link layer address given",
        () -> neighbours.add(request("10.0.0.4", eth0, null, NeighbourState.PERMANENT)));

    assertThat(only().state()).isEqualTo(NeighbourState.NONE);
    refuses(Errno.EEXIST, null, () -> neighbours.add(permanent("10.0.0.4")));
  }

  @Test
  void refusesWithoutADevice() {
    refuses(
        Errno.EINVAL,
        "Device not specified",
        () -> neighbours.add(request("10.0.0.4", null, "02:00:00:00:00:03", 0x80)));
    refuses(
        Errno.EINVAL,
        null,
        () -> neighbours.delete(request("10.0.0.4", null, null, NeighbourState.NONE)));
    refuses(
        Errno.EINVAL,
        "No device specified",
        () -> neighbours.get(request("10.0.0.4", null, null, NeighbourState.NONE)));
  }

  @Test
  void refusesAnAddressThatIsTooShort() {
    NeighbourRequest request = permanent("10.0.0.3");
    request.linkAddress = new byte[4];

    refuses(Errno.EINVAL, "Invalid link address", () -> neighbours.add(request));
  }

  @Test
  void deletesAnEntry() throws NetlinkException {
    neighbours.add(permanent("10.0.0.3"));

    neighbours.delete(permanent("10.0.0.3"));

    assertThat(neighbours.snapshots(Family.IPV4)).isEmpty();
    refuses(Errno.ENOENT, null, () -> neighbours.delete(permanent("10.0.0.3")));
  }

  @Test
  void getsAnEntry() throws NetlinkException {
    neighbours.add(permanent("10.0.0.3"));

    assertThat(neighbours.get(permanent("10.0.0.3")).device()).isEqualTo("eth0");
    refuses(
        Errno.ENOENT, "Neighbour entry not found", () -> neighbours.get(permanent("10.0.0.77")));
  }

  @Test
  void tellsHowLongAgoThingsHappened() throws NetlinkException {
    neighbours.add(request("10.0.0.3", eth0, "02:00:00:00:00:03", NeighbourState.REACHABLE));

    lab.pass(Duration.ofSeconds(2));

    assertThat(only().used()).isEqualTo(200);
    assertThat(only().confirmed()).isEqualTo(200);
    assertThat(only().updated()).isEqualTo(200);
    assertThat(only().references()).isOne();
  }

  @Test
  void looksForANeighbourThatIsToBeUsed() throws NetlinkException {
    NeighbourRequest request = request("10.0.0.3", eth0, null, NeighbourState.NONE);
    request.use = true;

    neighbours.add(request);

    assertThat(only().state()).isEqualTo(NeighbourState.INCOMPLETE);
  }

  @Test
  void looksForAManagedNeighbourAgainAndAgain() throws NetlinkException {
    lab.address(eth0.peer(), "10.0.0.2/24");
    NeighbourRequest request = request("10.0.0.2", eth0, null, NeighbourState.NONE);
    request.managed = true;
    neighbours.add(request);
    lab.pass(Duration.ofMillis(10));
    assertThat(only().state()).isEqualTo(NeighbourState.REACHABLE);
    assertThat(only().managed()).isTrue();

    lab.pass(Duration.ofMinutes(10));
    assertThat(only().state()).isNotEqualTo(NeighbourState.STALE);

    neighbours.replace(permanent("10.0.0.2"));
    assertThat(only().managed()).isFalse();
  }

  @Test
  void managesNoProxiesAndNoPermanentEntries() {
    NeighbourRequest permanent = permanent("10.0.0.3");
    permanent.managed = true;
    NeighbourRequest proxy = proxy("10.0.0.4", eth0);
    proxy.managed = true;

    refuses(
        Errno.EINVAL, "Invalid NTF_* flag for permanent entry", () -> neighbours.add(permanent));
    refuses(Errno.EINVAL, "Invalid NTF_* flag combination", () -> neighbours.add(proxy));
  }

  @Test
  void keepsWhoMadeItAndHow() throws NetlinkException {
    NeighbourRequest request = permanent("10.0.0.3");
    request.protocol = 42;
    request.router = true;
    request.external = true;

    neighbours.add(request);

    assertThat(only().protocol()).isEqualTo(42);
    assertThat(only().router()).isTrue();
    assertThat(only().external()).isTrue();
  }

  // ---- proxies

  private NeighbourRequest proxy(String ip, @Nullable NetDevice device) {
    NeighbourRequest request = new NeighbourRequest(Ip.of(ip), device);
    request.proxy = true;
    return request;
  }

  @Test
  void keepsHostsToAnswerFor() throws NetlinkException {
    neighbours.add(proxy("10.0.1.1", eth0));
    neighbours.add(proxy("10.0.1.1", eth0));

    assertThat(neighbours.proxies(Family.IPV4)).hasSize(1);
    assertThat(neighbours.get(proxy("10.0.1.1", eth0)).proxy()).isTrue();
    neighbours.delete(proxy("10.0.1.1", eth0));
    assertThat(neighbours.proxies(Family.IPV4)).isEmpty();
    refuses(Errno.ENOENT, null, () -> neighbours.delete(proxy("10.0.1.1", eth0)));
    refuses(
        Errno.ENOENT,
        "Proxy neighbour entry not found",
        () -> neighbours.get(proxy("10.0.1.1", eth0)));
  }

  @Test
  void forgetsHostsToAnswerForWhenTheDeviceGoesDown() throws NetlinkException {
    neighbours.add(proxy("10.0.1.1", eth0));
    neighbours.add(proxy("10.0.1.2", null));

    lab.down(eth0);

    assertThat(neighbours.proxies(Family.IPV4))
        .extracting(snapshot -> snapshot.ip().text())
        .containsExactly("10.0.1.2");
  }
}
