package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "1ms,1000000",
    "0.5s,500000000",
    "20,20000",
    "7ns,7",
    "1.5usec,1500",
    "2SECS,2000000000"
  })
  void readsTimes(String word, long nanos) {
    assertThat(Units.time(word)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ms", "-1ms", "1 ms", "1min", "1e30s", "0x10"})
  void refusesWhatIsNoTime(String word) {
    assertThat(Units.time(word)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "9600,9600",
    "10mbit,10000000",
    "1Gbit,1000000000",
    "8kibit,8192",
    "1mbps,8000000",
    "2kibps,16384",
    "64bit,64",
    "3bps,24"
  })
  void readsRates(String word, long bits) {
    assertThat(Units.rate(word)).hasValue(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "1kmbit", "10%", "1ibit", "1xbit", "1mbitt"})
  void refusesWhatIsNoRate(String word) {
    assertThat(Units.rate(word)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100,100", "1kb,1024", "2M,2097152", "8kbit,1024"})
  void readsSizes(String word, long bytes) {
    assertThat(Units.size(word)).hasValue(bytes);
  }

  @Test
  void readsShares() {
    assertThat(Units.percent("0.1%")).hasValue(0.001);
    assertThat(Units.percent("25")).hasValue(0.25);
    assertThat(Units.percent("101%")).isEmpty();
    assertThat(Units.percent("1%%")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5,5ns",
    "1500,1.5us",
    "10000000,10ms",
    "1234567,1.23ms",
    "1000000000,1s",
    "90000000000,90s"
  })
  void showsTimes(long nanos, String text) {
    assertThat(Units.showTime(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "999,999bit",
    "1500,1500bit",
    "10000000,10Mbit",
    "1500000,1500Kbit",
    "1000000000,1Gbit"
  })
  void showsRates(long bits, String text) {
    assertThat(Units.showRate(bits)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1000,1000b", "10240,10Kb", "1048576,1Mb"})
  void showsSizes(long bytes, String text) {
    assertThat(Units.showSize(bytes)).isEqualTo(text);
  }

  @Test
  void showsShares() {
    assertThat(Units.showPercent(0.001)).isEqualTo("0.1%");
    assertThat(Units.showPercent(1)).isEqualTo("100%");
  }
}
