package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void letsTheFirstRequestGoAtOnce() {
    Pacing pacing = new Pacing(1000, 1, 10_000);

    assertThat(pacing.take(5 * MILLISECOND, 0)).isZero();
    assertThat(pacing.sent()).isEqualTo(1000);
    assertThat(pacing.last()).isEqualTo(5 * MILLISECOND);
  }

  @Test
  void waitsForTheRestOfTheInterval() {
    Pacing pacing = new Pacing(1000, 1, 10_000);
    pacing.take(0, 0);

    assertThat(pacing.take(400 * MILLISECOND, 0)).isEqualTo(600);
    assertThat(pacing.take(1000 * MILLISECOND, 0)).isZero();
  }

  @Test
  void savesNoMoreThanThePreload() {
    Pacing pacing = new Pacing(100, 2, 10_000);
    pacing.take(0, 0);

    pacing.take(10_000 * MILLISECOND, 0);

    assertThat(pacing.take(10_000 * MILLISECOND, 0)).isZero();
    assertThat(pacing.take(10_000 * MILLISECOND, 0)).isEqualTo(100);
  }

  @Test
  void waitsTheWholeIntervalAfterARefusal() {
    Pacing pacing = new Pacing(100, 3, 10_000);
    pacing.take(0, 0);

    assertThat(pacing.refused()).isEqualTo(100);
    assertThat(pacing.take(MILLISECOND, 0)).isEqualTo(99);
  }

  @Test
  void givesUpWhenThereIsNoBufferSpaceForTooLong() {
    Pacing pacing = new Pacing(1000, 1, 1200);

    assertThat(pacing.outage(0, false)).isEqualTo(500);
    assertThat(pacing.outage(0, false)).isEqualTo(500);
    assertThat(pacing.outage(0, false)).isZero();
  }

  @Test
  void slowsDownWithoutBufferSpaceWhenItAdapts() {
    Pacing pacing = new Pacing(1000, 1, 10_000);
    pacing.adapt(8 * 4000);
    int before = pacing.interval();

    pacing.outage(8 * 4000, true);

    assertThat(before).isEqualTo(4);
    assertThat(pacing.interval()).isEqualTo(8);
  }
}
