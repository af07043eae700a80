package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.CapturedFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Capture files. Whatever the bytes are, reading ends: with the last frame, or with one line that
/// says what is wrong.
class CaptureTest {
  @FuzzTest(maxDuration = "", maxExecutions = 500_000)
  void everyFileEnds(byte[] input) throws IOException {
    try {
      CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(input));
      for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
        assertThat(frame.bytes()).hasSizeLessThanOrEqualTo(reader.snapLength());
      }
    } catch (CaptureException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
