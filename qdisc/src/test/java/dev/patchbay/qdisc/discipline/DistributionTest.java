package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionTest {
  private static final double SCALE = 8192;

  @ParameterizedTest
  @EnumSource
  void hasItsMeanInTheMiddle(Distribution distribution) {
    short[] table = distribution.table();

    double mean = IntStream.range(0, table.length).map(i -> table[i]).average().orElseThrow();

    assertThat(mean / SCALE).isCloseTo(0, offset(0.05));
    assertThat(table).isSorted();
  }

  @ParameterizedTest
  @EnumSource(names = "NORMAL")
  void spreadsAsFarAsTheJitterSays(Distribution distribution) {
    short[] table = distribution.table();
    int[] all = IntStream.range(0, table.length).map(i -> table[i]).toArray();

    double squares =
        Arrays.stream(all).mapToDouble(x -> x / SCALE * (x / SCALE)).average().orElseThrow();

    assertThat(Math.sqrt(squares)).isCloseTo(1, offset(0.02));
    assertThat(Distribution.time(table, 100_000_000, 10_000_000, 2048))
        .isCloseTo(100_000_000, offset(100_000L));
  }
}
