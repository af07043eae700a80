package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.qdisc.text.Psched;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PieControlTest {
  private static final long MILLI = 1_000_000 / Psched.TICK;
  private static final int MTU = 1514;
  private static final long BACKLOG = 100_000;

  private PieControl control;
  private long now = 1000 * MILLI;

  @BeforeEach
  void begin() {
    control = new PieControl(Pie.Said.USUAL, new Random(1));
  }

  /// For so many times 20 ms a packet goes every millisecond that has waited so long.
  private void run(int updates, long waited, long backlog) {
    for (int i = 0; i < updates; i++) {
      for (int j = 0; j < 20; j++) {
        now += MILLI;
        control.sent(now, now - waited, MTU, backlog);
      }
      control.update(backlog);
    }
  }

  private int drops(int packets) {
    int dropped = 0;
    for (int i = 0; i < packets; i++) {
      dropped += control.drops(BACKLOG, MTU, MTU) ? 1 : 0;
    }
    return dropped;
  }

  @Test
  void letsAShortBurstPass() {
    run(7, 100 * MILLI, BACKLOG);

    assertThat(drops(1000)).isZero();
  }

  @Test
  void dropsMoreWhileTheDelayStaysAboveTheTarget() {
    run(50, 40 * MILLI, BACKLOG);
    int first = drops(10_000);
    run(50, 40 * MILLI, BACKLOG);

    assertThat(first).isPositive();
    assertThat(drops(10_000)).isGreaterThan(first);
  }

  @Test
  void forgetsWhenTheQueueIsEmpty() {
    run(100, 40 * MILLI, BACKLOG);
    assertThat(control.share()).isPositive();

    run(2000, 0, 0);

    assertThat(control.share()).isZero();
    assertThat(drops(1000)).isZero();
  }

  @Test
  void measuresTheRateWhereItIsToldTo() {
    Pie.Said measuring = new Pie.Said(-1, -1, -1, -1, -1, -1, -1, 1);
    control = new PieControl(measuring.over(Pie.Said.USUAL), new Random(1));

    run(50, 40 * MILLI, BACKLOG);

    assertThat(control.rateBytes()).isBetween(1_300_000L, 1_700_000L);
  }
}
