package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuntimeCurveTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void servesAtTheSecondSlopeWhenTheFirstPieceIsOver() {
    // 2000 bytes a second for half a second, then 1000.
    RuntimeCurve curve = new RuntimeCurve(new ServiceCurve(2000, 500_000, 1000), 0, 0);

    assertThat(curve.timeOf(500)).isEqualTo(SECOND / 4);
    assertThat(curve.timeOf(1000)).isEqualTo(SECOND / 2);
    assertThat(curve.timeOf(1500)).isEqualTo(SECOND);
  }

  @Test
  void beginsAnewWhenAClassWasIdle() {
    ServiceCurve slow = new ServiceCurve(0, 0, 1000);
    RuntimeCurve curve = new RuntimeCurve(slow, 0, 0);

    curve.least(slow, 5 * SECOND, 100);

    assertThat(curve.timeOf(1100)).isEqualTo(6 * SECOND);
  }

  @Test
  void givesNoSecondBurstToAClassThatIsAheadOfItsCurve() {
    ServiceCurve burst = new ServiceCurve(2000, 500_000, 1000);
    RuntimeCurve curve = new RuntimeCurve(burst, 0, 0);

    curve.least(burst, SECOND, 2000);

    assertThat(curve.timeOf(2000)).isEqualTo(SECOND + SECOND / 2);
  }
}
