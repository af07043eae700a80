package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.packet.Decode;

/// Every header of a frame, one inside the other.
class HeaderTest {
  @FuzzTest(maxDuration = "", maxExecutions = 150_000)
  void everyFrameHasALine(byte[] frame) {
    String line = Decode.line(frame, 0, frame.length);

    assertThat(line).isNotEmpty().doesNotContain("\n");
  }
}
