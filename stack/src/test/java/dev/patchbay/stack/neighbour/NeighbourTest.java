package dev.patchbay.stack.neighbour;

import static dev.patchbay.stack.neighbour.NeighbourState.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The state machine of net/core/neighbour.c, with a protocol that never answers by itself.
class NeighbourTest {
  private static final long MAC = 0x02_00_00_00_00_02L;
  private static final long OTHER_MAC = 0x02_00_00_00_00_99L;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns netns = lab.netns("red");
  private final Cable device = Cable.between(netns, "eth0", lab.netns("blue"), "eth0");
  private final FakeProtocol protocol = new FakeProtocol(lab.world);
  private final NeighbourTable table = NeighbourTable.of(lab.machine, Family.IPV4);
  private Neighbour neighbour;

  @BeforeEach
  void begin() {
    lab.address(device, "10.0.0.1/24");
    lab.up(device.peer());
    table.protocol(protocol);
    neighbour = Objects.requireNonNull(table.obtain(device, Ip.of("10.0.0.2").hi(), 0));
  }

  private int send() {
    Packet packet = lab.world.allocate(100);
    packet.put(84);
    packet.protocol(EtherType.IPV4);
    return neighbour.send(packet);
  }

  private void pass(double seconds) {
    lab.pass(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private long sent() {
    return device.statistics().txPackets;
  }

  private NeighbourParameters parameters() {
    return table.ownParameters(device);
  }

  /// Lets it be reachable as an answer does.
  private void answer() {
    neighbour.hear(MAC, REACHABLE, Neighbour.OVERRIDE);
  }

  private void becomeStale() {
    answer();
    pass(50);
    assertThat(neighbour.state()).isEqualTo(STALE);
  }

  // ---- INCOMPLETE

  @Test
  void isAskedForThreeTimesASecondApartAndThenHasFailed() {
    send();
    assertThat(neighbour.state()).isEqualTo(INCOMPLETE);

    pass(2.9);
    assertThat(neighbour.state()).isEqualTo(INCOMPLETE);
    pass(0.2);

    assertThat(neighbour.state()).isEqualTo(FAILED);
    assertThat(protocol.asked).containsExactly(0L, 1L, 2L);
    assertThat(protocol.failed).containsExactly(3L);
    assertThat(table.statistics().resolutionsFailed).isOne();
    assertThat(sent()).isZero();
  }

  @Test
  void tellsTheSendersOfAllPacketsThatWaited() {
    send();
    pass(1.5);
    send();

    pass(2);

    assertThat(protocol.failed).containsExactly(3L, 3L);
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void asksForThePacketThatCameLast() {
    send();
    Packet first = protocol.waiting;
    send();
    pass(1.1);

    assertThat(protocol.waiting).isNotNull().isNotSameAs(first);
  }

  @Test
  void sendsWhatWaitedWhenTheAnswerComes() {
    send();
    send();
    pass(0.5);

    answer();

    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    assertThat(sent()).isEqualTo(2);
    assertThat(protocol.failed).isEmpty();
    pass(5);
    assertThat(protocol.asked).containsExactly(0L);
  }

  @Test
  void dropsTheOldestWhenTooManyWait() {
    parameters().set(NeighbourSetting.QUEUE_LENGTH_BYTES, 2 * 768);

    send();
    send();
    send();

    assertThat(lab.ledger().dropped(DropReason.NEIGH_QUEUEFULL)).isOne();
    assertThat(table.statistics().unresolvedDiscards).isOne();
    answer();
    assertThat(sent()).isEqualTo(2);
  }

  @Test
  void failsAtOnceWhenNobodyMayBeAsked() {
    parameters().set(NeighbourSetting.MCAST_SOLICIT, 0);

    send();

    assertThat(neighbour.state()).isEqualTo(FAILED);
    assertThat(protocol.asked).isEmpty();
    assertThat(lab.ledger().dropped(DropReason.NEIGH_FAILED)).isOne();
  }

  @Test
  void isAskedForAnewAfterItHasFailed() {
    send();
    pass(4);

    send();

    assertThat(neighbour.state()).isEqualTo(INCOMPLETE);
    assertThat(protocol.asked).containsExactly(0L, 1L, 2L, 4L);
  }

  @Test
  void keepsItsScheduleWhenAnotherPacketComes() {
    send();
    pass(2.5);
    send();
    pass(0.6);

    assertThat(neighbour.state()).isEqualTo(FAILED);
  }

  // ---- REACHABLE

  @Test
  void isStaleWhenItsReachableTimeIsOver() {
    answer();

    pass(14.9);
    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    pass(30.2);

    assertThat(neighbour.state()).isEqualTo(STALE);
    assertThat(protocol.asked).isEmpty();
  }

  @Test
  void staysReachableWhileItIsConfirmed() {
    answer();
    for (int i = 0; i < 10; i++) {
      pass(10);
      neighbour.confirm();
    }

    assertThat(neighbour.state()).isEqualTo(REACHABLE);
  }

  @Test
  void sendsWithoutAskingWhileItIsReachable() {
    answer();

    send();

    assertThat(sent()).isOne();
    assertThat(neighbour.used()).isLessThanOrEqualTo(neighbour.updated());
    assertThat(lab.loop.now()).isEqualTo(neighbour.updated());
  }

  @Test
  void hasItsReachableTimeFromTheSetting() {
    parameters().set(NeighbourSetting.BASE_REACHABLE_TIME, 100);
    parameters().set(NeighbourSetting.DELAY_PROBE_TIME, 0);
    answer();

    pass(0.4);
    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    pass(1.2);

    assertThat(neighbour.state()).isEqualTo(STALE);
  }

  // ---- STALE, DELAY, PROBE

  @Test
  void isDoubtedWhenAStaleOneIsUsed() {
    becomeStale();

    send();

    assertThat(sent()).isOne();
    assertThat(neighbour.state()).isEqualTo(DELAY);
    pass(4.9);
    assertThat(neighbour.state()).isEqualTo(DELAY);
    assertThat(protocol.asked).isEmpty();
  }

  @Test
  void isReachableAgainWhenSomethingAboveConfirmsIt() {
    becomeStale();
    send();
    pass(2);

    neighbour.confirm();
    pass(3.1);

    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    assertThat(protocol.asked).isEmpty();
  }

  @Test
  void isProbedWhenNothingConfirmsIt() {
    becomeStale();
    send();

    pass(5.1);
    assertThat(neighbour.state()).isEqualTo(PROBE);
    assertThat(neighbour.probes()).isOne();
    send();
    assertThat(sent()).isEqualTo(2);
    pass(3);

    assertThat(neighbour.state()).isEqualTo(FAILED);
    assertThat(protocol.asked).containsExactly(55L, 56L, 57L);
  }

  @Test
  void isReachableAgainWhenItAnswersAProbe() {
    becomeStale();
    send();
    pass(5.5);

    answer();

    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    pass(5);
    assertThat(protocol.asked).containsExactly(55L);
  }

  @Test
  void isDoubtedWithoutBeingStaleWhenItWasUsedJustNow() {
    send();
    answer();
    parameters().set(NeighbourSetting.DELAY_PROBE_TIME, 6_000);
    pass(45.1);

    assertThat(neighbour.state()).isIn(DELAY, PROBE);
  }

  @Test
  void isAskedMoreOftenWhenTheSettingSaysSo() {
    parameters().set(NeighbourSetting.MCAST_RESOLICIT, 2);
    becomeStale();
    send();

    pass(12);

    assertThat(protocol.asked).containsExactly(55L, 56L, 57L, 58L, 59L);
  }

  // ---- what it hears

  @Test
  void takesAnotherAddressOnlyWhenItMay() {
    answer();

    neighbour.hear(OTHER_MAC, REACHABLE, 0);
    assertThat(neighbour.address()).isEqualTo(MAC);
    neighbour.hear(OTHER_MAC, REACHABLE, Neighbour.OVERRIDE);

    assertThat(neighbour.address()).isEqualTo(OTHER_MAC);
  }

  @Test
  void isDoubtedWhenAnotherAddressIsSaidWeakly() {
    answer();

    neighbour.hear(OTHER_MAC, REACHABLE, Neighbour.WEAK_OVERRIDE);

    assertThat(neighbour.address()).isEqualTo(MAC);
    assertThat(neighbour.state()).isEqualTo(STALE);
  }

  @Test
  void staysAsItIsWhenTheSameAddressIsHeardAgain() {
    answer();
    long updated = neighbour.updated();
    pass(1);

    neighbour.hear(MAC, STALE, Neighbour.OVERRIDE);

    assertThat(neighbour.state()).isEqualTo(REACHABLE);
    assertThat(neighbour.updated()).isEqualTo(updated);
  }

  @Test
  void isNotConfirmedByAnAddressThatNobodyAskedFor() {
    neighbour.hear(MAC, STALE, Neighbour.OVERRIDE);

    assertThat(neighbour.state()).isEqualTo(STALE);
    assertThat(neighbour.confirmed()).isEqualTo(lab.loop.now() - 60_000_000_000L);
  }

  @Test
  void ignoresAStateWithoutAnAddressWhenNoneIsKnown() {
    neighbour.hear(Neighbour.KNOWN_ADDRESS, REACHABLE, 0);

    assertThat(neighbour.state()).isEqualTo(NONE);
  }

  @Test
  void remembersARouterUntilItIsToldOtherwise() {
    neighbour.hear(MAC, REACHABLE, Neighbour.OVERRIDE_ISROUTER | Neighbour.ISROUTER);
    assertThat(neighbour.isRouter()).isTrue();
    neighbour.hear(MAC, REACHABLE, 0);
    assertThat(neighbour.isRouter()).isTrue();

    neighbour.hear(MAC, REACHABLE, Neighbour.OVERRIDE_ISROUTER);

    assertThat(neighbour.isRouter()).isFalse();
  }

  // ---- what an administrator says

  @Test
  void staysAsAnAdministratorHasFixedIt() throws NetlinkException {
    neighbour.update(MAC, PERMANENT, Neighbour.OVERRIDE);

    neighbour.hear(OTHER_MAC, REACHABLE, Neighbour.OVERRIDE);
    pass(100);

    assertThat(neighbour.address()).isEqualTo(MAC);
    assertThat(neighbour.state()).isEqualTo(PERMANENT);
    send();
    assertThat(sent()).isOne();
  }

  @Test
  void goesOnAsUsualWhenAnAdministratorSaysReachable() throws NetlinkException {
    neighbour.update(MAC, REACHABLE, Neighbour.OVERRIDE);
    pass(46);

    assertThat(neighbour.state()).isEqualTo(STALE);
  }

  @Test
  void isProbedAtOnceWhenAnAdministratorSaysSo() throws NetlinkException {
    neighbour.update(MAC, PROBE, Neighbour.OVERRIDE);
    pass(0.1);

    assertThat(protocol.asked).containsExactly(0L);
    pass(4);
    assertThat(neighbour.state()).isEqualTo(FAILED);
  }

  @Test
  void refusesToBeValidWithoutAnAddress() {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> neighbour.update(Neighbour.KNOWN_ADDRESS, PERMANENT, 0))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
        .withMessage("No link layer address given");
    assertThat(neighbour.state()).isEqualTo(NONE);
  }

  @Test
  void tellsTheSendersWhenAnAdministratorGivesItUp() throws NetlinkException {
    send();

    neighbour.update(Neighbour.KNOWN_ADDRESS, FAILED, Neighbour.OVERRIDE);

    assertThat(protocol.failed).hasSize(1);
    pass(5);
    assertThat(protocol.asked).containsExactly(0L);
  }

  // ---- the end

  @Test
  void dropsWhatWaitsWhenItIsRemoved() {
    send();

    table.remove(neighbour);

    assertThat(neighbour.isDead()).isTrue();
    assertThat(lab.ledger().dropped(DropReason.NEIGH_DEAD)).isOne();
    pass(5);
    assertThat(protocol.asked).containsExactly(0L);
  }

  @Test
  void dropsPacketsWhenItIsDead() {
    table.remove(neighbour);

    send();

    assertThat(lab.ledger().dropped(DropReason.NEIGH_DEAD)).isOne();
  }
}
