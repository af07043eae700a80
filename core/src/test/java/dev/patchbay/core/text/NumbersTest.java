package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "00, 0",
    "10, 10",
    "0x10, 16",
    "0XfF, 255",
    "010, 8",
    "+7, 7",
    "' \t7', 7",
    "4294967295, 4294967295",
    "-18446744073709551615, 1",
    "-0, 0"
  })
  void readsAsCDoes(String word, long value) {
    assertThat(Numbers.u32(word, 0)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+",
        "0x",
        "08",
        "1a",
        "7 ",
        "--7",
        "+-7",
        "0x-7",
        "x",
        "٣",
        "1_0",
        "4294967296",
        "-1",
        "18446744073709551616",
        "99999999999999999999999"
      })
  void refusesWhatIsNoU32(String word) {
    assertThat(Numbers.u32(word, 0)).isEmpty();
  }

  @Test
  void knowsTheLimitsOfEachSize() {
    assertThat(Numbers.u8("255", 0)).hasValue(255);
    assertThat(Numbers.u8("256", 0)).isEmpty();
    assertThat(Numbers.u16("65535", 0)).hasValue(65535);
    assertThat(Numbers.u16("65536", 0)).isEmpty();
    assertThat(Numbers.integer("2147483647", 0)).hasValue(Integer.MAX_VALUE);
    assertThat(Numbers.integer("2147483648", 0)).isEmpty();
    assertThat(Numbers.integer("-2147483648", 0)).hasValue(Integer.MIN_VALUE);
    assertThat(Numbers.integer("-2147483649", 0)).isEmpty();
    assertThat(Numbers.integer("-18446744073709551615", 0)).isEmpty();
    assertThat(Numbers.u64("18446744073709551615", 0)).hasValue(-1);
    assertThat(Numbers.u64("18446744073709551616", 0)).isEmpty();
  }

  @Test
  void readsInTheBaseThatIsAskedFor() {
    assertThat(Numbers.u32("ff", 16)).hasValue(255);
    assertThat(Numbers.u32("0xff", 16)).hasValue(255);
    assertThat(Numbers.u32("010", 10)).hasValue(10);
    assertThat(Numbers.u32("0x10", 10)).isEmpty();
    assertThat(Numbers.u32("12", 8)).hasValue(10);
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >>> random.nextInt(64);

      OptionalLong decimal = Numbers.u64(Long.toUnsignedString(value), 0);
      OptionalLong hex = Numbers.u64("0x" + Long.toHexString(value), 0);
      OptionalLong octal = Numbers.u64("0" + Long.toOctalString(value), 0);

      assertThat(decimal).hasValue(value);
      assertThat(hex).hasValue(value);
      assertThat(octal).hasValue(value);
    }
  }
}
