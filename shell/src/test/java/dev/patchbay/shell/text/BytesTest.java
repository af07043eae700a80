package dev.patchbay.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void losesNoByte(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);

      assertThat(Bytes.encode(Bytes.decode(bytes))).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "é€", "a😀b", "\u07ff\u0800\uffff"})
  void isUtf8ForText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(Bytes.decode(bytes)).isEqualTo(text);
    assertThat(Bytes.encode(text)).isEqualTo(bytes);
  }

  @Test
  void keepsWhatIsNoUtf8Apart() {
    assertThat(Bytes.decode(new byte[] {'a', (byte) 0xff, (byte) 0xc0, (byte) 0x80}))
        .isEqualTo("a\udcff\udcc0\udc80");
  }
}
