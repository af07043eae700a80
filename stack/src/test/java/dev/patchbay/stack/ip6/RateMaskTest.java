package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.file.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateMaskTest {
  @Test
  void leavesPathMtuDiscoveryAloneAtFirst() {
    assertThat(RateMask.text(RateMask.initial())).isEqualTo("0-1,3-127");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "0-1,3", "0,2,4-255"})
  void readsWhatItWrites(String text) throws FileException {
    assertThat(RateMask.text(RateMask.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "3-", "5-4", "256", "1,,2"})
  void refusesWhatIsNoList(String text) {
    assertThatThrownBy(() -> RateMask.parse(text)).isInstanceOf(FileException.class);
  }
}
