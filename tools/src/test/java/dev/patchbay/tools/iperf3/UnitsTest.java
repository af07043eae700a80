package dev.patchbay.tools.iperf3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Numbers in four places.
class UnitsTest {
  @Test
  void bytesCountInThousandsAndTwentyFours() {
    assertThat(Units.bytes(0)).isEqualTo("0.00 Bytes");
    assertThat(Units.bytes(7.38 * 1024 * 1024)).isEqualTo("7.38 MBytes");
    assertThat(Units.bytes(245.0 * 1024 * 1024)).isEqualTo(" 245 MBytes");
  }

  @Test
  void ratesAreBitsUnlessBytesAreAskedFor() {
    assertThat(Units.rate(125_000, 'a')).isEqualTo("1.00 Mbits/sec");
    assertThat(Units.rate(131_072, 'k')).isEqualTo("1049 Kbits/sec");
    assertThat(Units.rate(2048, 'K')).isEqualTo("2.00 KBytes/sec");
  }
}
