package dev.patchbay.tools.nettools;

import dev.patchbay.tools.ip.Transcript;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettoolsTest {
  @ParameterizedTest
  @ValueSource(strings = {"alias", "route"})
  void answersAsLinuxDid(String name) throws IOException {
    Transcript.replay(NettoolsTest.class, name);
  }
}
