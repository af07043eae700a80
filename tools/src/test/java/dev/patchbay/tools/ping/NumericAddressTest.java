package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "127.1, 127.0.0.1",
    "127.0.1, 127.0.0.1",
    "10.1.65535, 10.1.255.255",
    "0x7f000001, 127.0.0.1",
    "017700000001, 127.0.0.1",
    "2130706433, 127.0.0.1",
    "0x0a.010.1.2, 10.8.1.2",
    "127, 0.0.0.127",
    "0, 0.0.0.0"
  })
  void readsWhatInetAtonReads(String text, String address) {
    assertThat(NumericAddress.parseV4(text)).isEqualTo(Ip.of(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3.4.5",
        "256.1.1.1",
        "10.1.65536",
        "127.1.",
        ".1",
        "1..2",
        "08",
        "0xg",
        "4294967296",
        "1.2.3.4 "
      })
  void refusesWhatInetAtonRefuses(String text) {
    assertThat(NumericAddress.parseV4(text)).isNull();
  }
}
