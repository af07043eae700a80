package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacTest {
  @ParameterizedTest
  @CsvSource({
    "02:00:00:00:00:01, 02:00:00:00:00:01",
    "AA:bb:Cc:dD:EE:fF, aa:bb:cc:dd:ee:ff",
    "2:0:0:0:0:a, 02:00:00:00:00:0a",
    "ff:ff:ff:ff:ff:ff, ff:ff:ff:ff:ff:ff",
  })
  void readsAndPrints(String text, String printed) {
    Mac mac = Mac.of(text);

    assertThat(mac).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:00:00:00:00",
        "02:00:00:00:00:01:02",
        "02:00:00:00:00:",
        ":02:00:00:00:00",
        "02::00:00:00:01",
        "02:00:00:00:00:001",
        "02:00:00:00:00:0g",
        "02:00:00:00:00:+1",
        "02:00:00:00:00:1 ",
        "02-00-00-00-00-01",
        "020000000001",
        "0x:00:00:00:00:01",
      })
  void refusesWhatIsNone(String text) {
    assertThat(Mac.parse(text)).isNull();
    assertThatThrownBy(() -> Mac.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(48);
    byte[] bytes = new byte[9];
    for (int i = 0; i < 1000; i++) {
      long value = random.nextLong() >>> 16;

      Mac.write(bytes, 2, value);

      assertThat(Mac.read(bytes, 2)).isEqualTo(value);
      assertThat(Mac.of(bytes, 2)).isEqualTo(Mac.of(value)).hasToString(Mac.format(value));
      assertThat(Mac.of(Mac.format(value)).value()).isEqualTo(value);
    }
    assertThat(bytes).startsWith(0, 0).endsWith(0);
  }

  @Test
  void liesOnTheWireInWrittenOrder() {
    byte[] bytes = Frames.hex("ffff 0102030405fe ffff");

    assertThat(Mac.of(bytes, 2)).isEqualTo(Mac.of("01:02:03:04:05:fe"));
  }

  @Test
  void knowsItsKind() {
    assertThat(Mac.BROADCAST.isBroadcast()).isTrue();
    assertThat(Mac.BROADCAST.isMulticast()).isTrue();
    assertThat(Mac.BROADCAST.isUsable()).isFalse();
    assertThat(Mac.ZERO.isZero()).isTrue();
    assertThat(Mac.ZERO.isUsable()).isFalse();
    assertThat(Mac.of("33:33:00:00:00:01").isMulticast()).isTrue();
    assertThat(Mac.of("33:33:00:00:00:01").isBroadcast()).isFalse();
    assertThat(Mac.of("32:33:00:00:00:01").isMulticast()).isFalse();
    assertThat(Mac.of("02:00:00:00:00:01").isLocal()).isTrue();
    assertThat(Mac.of("00:16:3e:00:00:01").isLocal()).isFalse();
    assertThat(Mac.of("00:16:3e:00:00:01").isUsable()).isTrue();
  }

  @Test
  void hasFortyEightBits() {
    assertThatThrownBy(() -> Mac.of(1L << 48)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Mac.of(-1L)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sortsByNumber() {
    assertThat(Mac.of("ff:00:00:00:00:00")).isGreaterThan(Mac.of("02:00:00:00:00:01"));
  }
}
