package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelLogTest {
  private static final long SECOND = 1_000_000_000;

  private final TestNetwork network = new TestNetwork();
  private final KernelLog log = network.machine.log();

  @Test
  void tellsWhenItWasSaid() {
    network.advance(3 * SECOND);
    log.print("hello");

    assertThat(log.lines())
        .containsExactly(new KernelLog.Line(3 * SECOND, KernelLog.Level.INFO, "hello"));
    log.clear();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void keepsTheNewestLines() {
    for (int i = 0; i < 3000; i++) {
      log.print("line " + i);
    }

    assertThat(log.lines()).hasSize(2048);
    assertThat(log.lines().getLast().text()).isEqualTo("line 2999");
  }

  @Test
  void whatPacketsCauseIsSaidTenTimesInFiveSeconds() {
    int said = 0;
    for (int i = 0; i < 25; i++) {
      said += log.mayPrint() ? 1 : 0;
    }
    assertThat(said).isEqualTo(10);

    network.advance(6 * SECOND);
    assertThat(log.mayPrint()).isTrue();
    assertThat(log.lines())
        .extracting(KernelLog.Line::text)
        .containsExactly("net_ratelimit: 15 callbacks suppressed");
  }
}
