package dev.patchbay.tools.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tools.ip.Console;
import dev.patchbay.tools.ip.Transcript;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeTest {
  @ParameterizedTest
  @ValueSource(strings = {"options", "link", "fdb", "vlan", "words"})
  void answersAsLinuxDid(String name) throws IOException {
    Transcript.replay(BridgeTest.class, name);
  }

  @Test
  void refusesInOneLineWhatIsMissing() {
    try (Console console = new Console()) {
      console.run("ip link add br0 type bridge");

      String answer = console.run("bridge monitor file /proc/net/dev");

      assertThat(answer).matches("bridge: patchbay has no [^\\n]* yet\\.\\n\\[exit 255]\\n");
    }
  }
}
