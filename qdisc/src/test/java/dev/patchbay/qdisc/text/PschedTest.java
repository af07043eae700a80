package dev.patchbay.qdisc.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PschedTest {
  @ParameterizedTest
  @CsvSource({"1us, 0us", "100, 99us", "10ms, 10ms", "1.5s, 1.5s", "43750us, 43.7ms"})
  void losesWhatIsNoWholeTick(String word, String shown) {
    long ticks = Psched.ticks(Psched.micros(word).orElseThrow());

    assertThat(Psched.showTime(Psched.tickMicros(ticks))).isEqualTo(shown);
  }

  @Test
  void hasNoNanoseconds() {
    assertThat(Psched.micros("999ns")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1mbit, 1Mbit, 1000000bit",
    "1mibit, 1048Kbit, 1Mibit",
    "100kbps, 800Kbit, 800000bit",
    "50gbit, 50Gbit, 47683Mibit"
  })
  void showsRatesInBitsOfAThousandOrAThousandAndTwentyFour(String word, String shown, String iec) {
    long rate = Psched.rate(word).orElseThrow();

    assertThat(Psched.showRate(rate, false)).isEqualTo(shown);
    assertThat(Psched.showRate(rate, true)).isEqualTo(iec);
  }

  @Test
  void aBurstComesBackALittleSmaller() {
    long rate = Psched.rate("1gbit").orElseThrow();

    long ticks = Psched.transmitTicks(rate, 1 << 20);

    assertThat(Psched.transmitBytes(rate, ticks)).isEqualTo(1_048_375);
  }

  @ParameterizedTest
  @CsvSource({"0.0000099, 9.9e-06", "0.1, 0.1", "1234567, 1.23457e+06", "0, 0", "100, 100"})
  void writesNumbersAsPrintfDoes(double value, String shown) {
    assertThat(CFormat.g(value, 6)).isEqualTo(shown);
  }
}
