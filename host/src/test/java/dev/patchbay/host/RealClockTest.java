package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Gear;
import dev.patchbay.core.time.Stalled;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealClockTest {
  private static final long SECOND = 1_000_000_000L;

  private final RealClock clock = new RealClock(new Outside());

  @Test
  void showsTheTimeOfDay() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.now());

    assertThat(seconds)
        .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 60);
  }

  @ParameterizedTest
  @EnumSource
  void reallyWaitsInEveryGear(Gear gear) {
    long begun = System.nanoTime();
    long deadline = clock.now() + SECOND / 100;

    long reached = clock.awaitUntil(deadline, gear);

    assertThat(reached).isEqualTo(deadline);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SECOND / 200);
  }

  @Test
  void comesBackEarlyWhenWoken() {
    long deadline = clock.now() + 3600 * SECOND;
    clock.wake();

    assertThat(clock.awaitUntil(deadline, Gear.JUMP)).isLessThan(deadline);
  }

  @Test
  void saysSoWhenNothingCanCome() {
    assertThatThrownBy(() -> clock.awaitUntil(Clock.NEVER, Gear.JUMP)).isInstanceOf(Stalled.class);
  }
}
