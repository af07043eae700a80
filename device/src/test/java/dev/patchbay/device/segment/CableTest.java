package dev.patchbay.device.segment;

import static dev.patchbay.device.Frame.ethernet;
import static dev.patchbay.device.Network.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Station;
import dev.patchbay.packet.Mac;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CableTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");
  private static final long MILLISECOND = 1_000_000;

  private final Outside wire = new Outside(SegmentType.CABLE);
  private final Station a = wire.station("a");
  private final Station b = wire.station("b");
  private final Lane toB = ((Nic) b.device()).end().to();

  CableTest() throws NetlinkException {}

  @AfterEach
  void nothingVanishes() {
    wire.assertNothingVanished();
  }

  private static Frame frame(int number) {
    return ethernet(B, A).payload("frame " + number);
  }

  private void sendAtOnce(int count) {
    for (int i = 0; i < count; i++) {
      a.device().send(frame(i).packet(wire.network.world()));
    }
  }

  // ---- two ends

  @Test
  void whatOneSendsTheOtherGets() {
    a.sends(frame(1));
    b.sends(ethernet(A, B).payload("back"));

    b.receives(frame(1));
    a.receives(ethernet(A, B).payload("back"));
  }

  @Test
  void hasTwoEnds() {
    assertRefused(Errno.ENOSPC, () -> wire.nic("c"));
  }

  @Test
  void hasACarrierWhileBothAreUp() {
    wire.network.down(b.device());
    assertThat(a.device().hasCarrier()).isFalse();

    wire.segment.cut(((Nic) b.device()).end(), true);
    assertThat(((Nic) a.device()).end().to().statistics().cut).isZero();
    assertThat(a.device().hasCarrier()).isFalse();
  }

  @Test
  void isCutAsAWhole() {
    wire.segment.cut(((Nic) b.device()).end(), true);

    assertThat(a.device().hasCarrier()).isFalse();
    wire.segment.cut(false);
    assertThat(a.device().hasCarrier()).isTrue();
    assertThat(b.device().hasCarrier()).isTrue();
  }

  // ---- what happens on the way

  @Test
  void aDelayIsOneWay() {
    wire.set(change -> change.delay = 10 * MILLISECOND);
    a.device().send(frame(1).packet(wire.network.world()));

    wire.network.advance(Duration.ofMillis(9));
    b.receivesNothing();
    wire.network.advance(Duration.ofMillis(2));

    b.receives(frame(1));
  }

  @Test
  void aDirectionHasConditionsOfItsOwn() {
    ConditionChange slow = new ConditionChange();
    slow.delay = 10 * MILLISECOND;
    wire.segment.change(((Nic) a.device()).end().from(), slow);

    a.sends(frame(1));
    b.sends(ethernet(A, B));

    b.receivesNothing();
    assertThat(a.count()).isEqualTo(1);
    wire.network.advance(Duration.ofMillis(10));
    b.receives(frame(1));
  }

  @Test
  void aRateSpacesFramesAsTheirLengthSays() {
    // 21 bytes at 168 kbit/s take a millisecond.
    wire.set(change -> change.rate = 168_000L);
    sendAtOnce(3);

    wire.network.advance(Duration.ofNanos(2 * MILLISECOND + 5_000));
    assertThat(b.count()).isEqualTo(2);
    assertThat(toB.backlogFrames()).isEqualTo(1);
    wire.network.advance(Duration.ofMillis(1));

    assertThat(b.count()).isEqualTo(1);
  }

  @Test
  void whatTheQueueDoesNotHoldIsDropped() {
    wire.set(change -> {
      change.rate = 168_000L;
      change.limit = new Limit(2, false);
    });

    sendAtOnce(5);
    wire.network.advance(Duration.ofMillis(10));

    assertThat(b.count()).isEqualTo(2);
    assertThat(toB.statistics().overlimit).isEqualTo(3);
    assertThat(wire.dropped(DropReason.SEGMENT_LIMIT)).isEqualTo(3);
  }

  @Test
  void aQueueCanBeMeasuredInBytes() {
    wire.set(change -> {
      change.delay = MILLISECOND;
      change.limit = new Limit(50, true);
    });

    sendAtOnce(5);
    wire.network.advance(Duration.ofMillis(10));

    assertThat(b.count()).isEqualTo(2);
  }

  @Test
  void losesTheShareThatIsSaidAndTheSameFramesEveryTime() throws NetlinkException {
    wire.set(change -> change.loss = Probability.of(0.25));
    sendSlowly(a, 1000);
    int arrived = b.count();

    Outside again = new Outside(SegmentType.CABLE);
    Station sender = again.station("a");
    Station receiver = again.station("b");
    again.set(change -> change.loss = Probability.of(0.25));
    for (int i = 0; i < 1000; i++) {
      sender.sends(frame(i));
    }

    assertThat(arrived).isBetween(700, 800);
    assertThat(toB.statistics().lost).isEqualTo(1000 - arrived);
    assertThat(receiver.count()).isEqualTo(arrived);
    again.assertNothingVanished();
  }

  private static void sendSlowly(Station station, int count) {
    for (int i = 0; i < count; i++) {
      station.sends(frame(i));
    }
  }

  @Test
  void losesEverythingAtAHundredPercent() {
    wire.set(change -> change.loss = Probability.of(1));

    sendSlowly(a, 20);

    b.receivesNothing();
    assertThat(wire.dropped(DropReason.SEGMENT_LOSS)).isEqualTo(20);
  }

  @Test
  void duplicates() {
    wire.set(change -> change.duplicate = Probability.of(1));

    a.sends(frame(1));

    b.receives(frame(1));
    b.receives(frame(1));
    b.receivesNothing();
  }

  @Test
  void corruptsOneBitOfACopyOfItsOwn() {
    wire.set(change -> {
      change.duplicate = Probability.of(1);
      change.corrupt = Probability.of(0.5);
    });

    sendSlowly(a, 100);

    assertThat(toB.statistics().corrupted).isBetween(70L, 130L);
    assertThat(toB.statistics().duplicated).isEqualTo(100);
    assertThat(b.count()).isEqualTo(200);
  }

  @Test
  void whatIsReorderedOvertakes() {
    wire.set(change -> change.delay = 10 * MILLISECOND);
    sendAtOnce(1);
    wire.set(change -> change.reorder = Probability.of(1));
    a.device().send(frame(7).packet(wire.network.world()));

    wire.network.advance(Duration.ofMillis(20));

    b.receives(frame(7));
    b.receives(frame(0));
    assertThat(toB.statistics().reordered).isEqualTo(1);
  }

  @Test
  void jitterStaysWithinItsBounds() {
    wire.set(change -> {
      change.delay = 10 * MILLISECOND;
      change.jitter = 4 * MILLISECOND;
    });
    sendAtOnce(200);

    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      wire.network.advance(Duration.ofMillis(1));
      arrivals.add(b.count());
    }

    assertThat(arrivals.subList(0, 6)).containsOnly(0);
    assertThat(arrivals.subList(6, 14)).allSatisfy(count -> assertThat(count).isPositive());
    assertThat(arrivals.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
  }

  @Test
  void dropsWhatIsLongerThanItsMtu() {
    wire.set(change -> change.mtu = 100);

    a.sends(ethernet(B, A).payload("x".repeat(100)));
    a.sends(ethernet(B, A).payload("x".repeat(101)));

    assertThat(b.count()).isEqualTo(1);
    assertThat(toB.statistics().tooLong).isEqualTo(1);
    assertThat(wire.dropped(DropReason.SEGMENT_MTU)).isEqualTo(1);
  }

  @Test
  void changesWhileFramesAreUnderWayLetThemArriveAsTheyWere() {
    wire.set(change -> change.delay = 5 * MILLISECOND);
    sendAtOnce(1);
    wire.set(change -> change.delay = 0L);
    a.device().send(frame(9).packet(wire.network.world()));

    wire.network.advance(Duration.ofMillis(1));
    b.receives(frame(9));
    wire.network.advance(Duration.ofMillis(5));

    b.receives(frame(0));
  }
}
