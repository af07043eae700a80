package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Gear;
import dev.patchbay.core.time.Stalled;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class HostClockTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long HOUR = 3_600_000 * MILLISECOND;

  private final Outside outside = new Outside();
  private final HostClock clock = new HostClock(outside);
  private final long begun = System.nanoTime();

  private long elapsed() {
    return System.nanoTime() - begun;
  }

  @Test
  void startsWhereTheVirtualClockDoes() {
    assertThat(clock.now()).isEqualTo(Clock.START);
  }

  @Test
  void jumpsAtOnce() {
    long reached = clock.awaitUntil(Clock.START + HOUR, Gear.JUMP);

    assertThat(reached).isEqualTo(Clock.START + HOUR).isEqualTo(clock.now());
    assertThat(elapsed()).isLessThan(HOUR);
  }

  @Test
  void keepsPaceWithTheWallClock() {
    long reached = clock.awaitUntil(Clock.START + 20 * MILLISECOND, Gear.PACE);

    assertThat(reached).isEqualTo(Clock.START + 20 * MILLISECOND);
    assertThat(elapsed()).isGreaterThanOrEqualTo(20 * MILLISECOND);
  }

  @Test
  void doesNotCatchUpWithWhatItHasJumped() {
    clock.awaitUntil(Clock.START + MILLISECOND, Gear.PACE);
    clock.awaitUntil(Clock.START + HOUR, Gear.JUMP);
    long paced = System.nanoTime();

    clock.awaitUntil(Clock.START + HOUR + 10 * MILLISECOND, Gear.PACE);

    assertThat(System.nanoTime() - paced).isBetween(10 * MILLISECOND, HOUR);
  }

  @Test
  void comesBackEarlyWhenWokenWhilePacing() {
    clock.wake();

    long reached = clock.awaitUntil(Clock.START + HOUR, Gear.PACE);

    assertThat(reached).isBetween(Clock.START, Clock.START + elapsed());
  }

  @Test
  void isWokenByAnotherThread() {
    Thread.ofPlatform().start(clock::wake);

    long reached = clock.awaitUntil(Clock.START + HOUR, Gear.PACE);

    assertThat(reached).isLessThan(Clock.START + HOUR);
  }

  @Test
  void standsUntilWoken() {
    outside.opened();
    Thread.ofPlatform().start(clock::wake);

    long reached = clock.awaitUntil(Clock.START + HOUR, Gear.STAND);

    assertThat(reached).isEqualTo(Clock.START);
  }

  @Test
  void saysSoWhenNothingCanCome() {
    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.JUMP)).isInstanceOf(Stalled.class);
    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.PACE)).isInstanceOf(Stalled.class);
    assertThatThrownBy(() -> clock.awaitUntil(Clock.START + 1, Gear.STAND))
        .isInstanceOf(Stalled.class);
  }

  @Test
  void waitsWithoutEndForAPersonWhoMayInterrupt() {
    outside.interruptible();
    clock.wake();

    assertThat(clock.awaitUntil(Clock.NEVER, Gear.PACE)).isGreaterThanOrEqualTo(Clock.START);
    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.JUMP)).isInstanceOf(Stalled.class);
  }

  @Test
  void waitsForWhatIsOpenOutside() {
    outside.opened();
    clock.wake();

    assertThat(clock.awaitUntil(Clock.NEVER, Gear.JUMP)).isEqualTo(Clock.START);
    outside.closed();
    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.JUMP)).isInstanceOf(Stalled.class);
  }

  @Test
  void endsTheWaitOfAThreadThatIsInterrupted() {
    outside.opened();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.STAND))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
