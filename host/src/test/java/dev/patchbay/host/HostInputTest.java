package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostInputTest {
  private final Outside outside = new Outside();
  private final EventLoop loop = new EventLoop(new HostClock(outside));
  private final Task task = loop.enter();

  @AfterEach
  void leave() {
    loop.leave(task);
  }

  private HostInput input(String text, boolean blocks) {
    InputStream stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new HostInput(loop, outside, stream, false, blocks);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsToTheEnd(boolean blocks) throws Exception {
    HostInput input = input("some lines\n", blocks);

    assertThat(input.readAll()).asString(StandardCharsets.UTF_8).isEqualTo("some lines\n");
    assertThat(input.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void letsNoTimePassWhileAnotherProgramMakesUpItsMind() throws Exception {
    input("late", true).readAll();

    assertThat(loop.now()).isEqualTo(Clock.START);
  }

  @Test
  void isUntouchedUntilMoreWasReadThanUsed() throws Exception {
    HostInput input = input("ab", true);

    assertThat(input.isUntouched()).isTrue();
    input.read(new byte[1], 0, 1);
    assertThat(input.isUntouched()).isFalse();
    input.read(new byte[1], 0, 1);
    assertThat(input.isUntouched()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsAgainWhatWasPutBack(boolean blocks) throws Exception {
    HostInput input = input("abcd", blocks);
    byte[] bytes = new byte[3];
    input.read(bytes, 0, 3);

    input.unread(bytes, 1, 2);

    assertThat(input.readAll()).asString(StandardCharsets.UTF_8).isEqualTo("bcd");
  }
}
