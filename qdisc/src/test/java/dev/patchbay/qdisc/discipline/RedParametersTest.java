package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.CommandException;
import org.junit.jupiter.api.Test;

class RedParametersTest {
  private static final long RATE = 10_000_000 / 8;

  private static RedParameters of(long min, long max, long burst) {
    return RedParameters.of(
        "RED", 400_000, min, max, burst, 1000, RATE, 0.02, RedParameters.Flags.NONE);
  }

  @Test
  void reckonsTheWeightAsTheCommandDoes() {
    assertThat(of(30_000, 90_000, 55).weight()).isEqualTo(5);
  }

  @Test
  void reckonsHowFastAnIdleQueueIsForgotten() {
    assertThat(of(30_000, 90_000, 55).cell()).isEqualTo(15);
  }

  @Test
  void refusesABurstThatDoesNotReachTheThreshold() {
    assertThatThrownBy(() -> of(30_000, 90_000, 1))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("Try burst 31");
  }
}
