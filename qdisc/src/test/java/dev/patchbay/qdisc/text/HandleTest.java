package dev.patchbay.qdisc.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {
  @ParameterizedTest
  @CsvSource({"1:10, 1:10", "1:, 1:", ":3, :3", "ffff:fff1, ffff:fff1", "root, root", "none, none"})
  void isShownAsItIsWritten(String word, String shown) {
    assertThat(Handle.show(Handle.readClass(word).orElseThrow())).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1:x", "10000:", "1:2:3", ""})
  void isNoOtherWord(String word) {
    assertThat(Handle.readClass(word)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1:", "1:7"})
  void ofADisciplineHasNoMinorNumber(String word) {
    assertThat(Handle.readQdisc(word)).hasValue(0x1_0000);
  }
}
