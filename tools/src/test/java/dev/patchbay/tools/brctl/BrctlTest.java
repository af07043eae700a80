package dev.patchbay.tools.brctl;

import dev.patchbay.tools.ip.Transcript;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrctlTest {
  @ParameterizedTest
  @ValueSource(strings = {"brctl"})
  void answersAsLinuxDid(String name) throws IOException {
    Transcript.replay(BrctlTest.class, name);
  }
}
