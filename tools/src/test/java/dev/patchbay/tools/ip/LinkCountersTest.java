package dev.patchbay.tools.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkCountersTest {
  private final Console console = new Console();

  @BeforeEach
  void fill() {
    Statistics lo = console.shell.netns().loopback().statistics();
    lo.rxBytes = 11_705_040_000L;
    lo.txBytes = 11_705_040_000L;
    lo.rxPackets = 180_000;
    lo.txPackets = 180_000;
  }

  @AfterEach
  void close() {
    console.close();
  }

  /// The lines below the link's own two.
  private String counters(String options) {
    String text = console.run("ip " + options + " link show lo");
    return text.lines().skip(2).reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void widensColumnsForLargeNumbers() {
    assertThat(counters("-s -s"))
        .isEqualTo(
            """
                RX:   bytes packets errors dropped  missed   mcast          \s
                11705040000  180000      0       0       0       0\s
                RX errors:   length    crc   frame    fifo overrun
                                  0      0       0       0       0\s
                TX:   bytes packets errors dropped carrier collsns          \s
                11705040000  180000      0       0       0       0\s
                TX errors:  aborted   fifo  window heartbt transns
                                  0      0       0       0       0\s
            [exit 0]
            """);
  }

  @Test
  void roundsToThreeDigitsForPeople() {
    assertThat(counters("-s -h"))
        .isEqualTo(
            """
                RX:  bytes packets errors dropped  missed   mcast          \s
                     11.7G    180k      0       0       0       0\s
                TX:  bytes packets errors dropped carrier collsns          \s
                     11.7G    180k      0       0       0       0\s
            [exit 0]
            """);
    assertThat(counters("-s -h -iec"))
        .contains("    10.9Gi   176ki      0       0       0       0 \n");
  }

  @Test
  void leavesSmallNumbersAsTheyAre() {
    console.shell.netns().loopback().statistics().rxBytes = 999;
    console.shell.netns().loopback().statistics().txBytes = 1025;

    String text = counters("-s -h");

    assertThat(text).contains("           999    180k").contains("         1.02k    180k");
  }
}
