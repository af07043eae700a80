package dev.patchbay.qdisc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static final int SECOND = 1_000_000;

  @Test
  void looksAtLeastAsOftenAsIsSaid() {
    assertThat(Estimator.of(SECOND, 8 * SECOND)).isEqualTo(new Estimator(2, 3));
    assertThat(Estimator.of(SECOND / 4, SECOND)).isEqualTo(new Estimator(0, 2));
  }

  @Test
  void aMeanOverLessThanALookIsNone() {
    assertThat(Estimator.of(SECOND, SECOND)).isNull();
    assertThat(Estimator.of(SECOND, SECOND / 2)).isNull();
  }

  @Test
  void looksAtLeastEachEightSeconds() {
    assertThat(Estimator.of(9L * SECOND, 100L * SECOND)).isNull();
  }
}
