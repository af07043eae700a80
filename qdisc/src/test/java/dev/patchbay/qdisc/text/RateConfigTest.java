package dev.patchbay.qdisc.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateConfigTest {
  @Test
  void takesAsLongAsTheRateSays() {
    assertThat(RateConfig.of(125_000).nanos(1000)).isEqualTo(8_000_000);
  }

  @Test
  void isAMultiplicationAndAShiftAndSoALittleLess() {
    assertThat(RateConfig.of(187_500).nanos(3000)).isEqualTo(15_999_999);
  }

  @Test
  void countsCellsOfAtm() {
    RateConfig rate = RateConfig.of(1_000_000_000, 10, 0, true);

    assertThat(rate.nanos(100)).isEqualTo(3 * 53);
  }

  @Test
  void countsNoPacketForLessThanTheLeast() {
    assertThat(RateConfig.of(1_000_000_000, 0, 64, false).nanos(1)).isEqualTo(64);
  }
}
