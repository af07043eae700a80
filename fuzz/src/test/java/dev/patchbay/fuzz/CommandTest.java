package dev.patchbay.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Command lines. Whatever the words are, a command ends with a status, and says what is wrong in
/// its own words. The first byte of an input chooses the tool.
class CommandTest {
  private static final String[] TOOLS = {
    "ip",
    "ip -6",
    "ip -d -j",
    "ip -n r",
    "bridge",
    "brctl",
    "ping",
    "sysctl",
    "ip netns exec a ping",
    "machine",
    "segment",
    "plug",
    "unplug",
    "ssh"
  };

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "words.dict")
  @FuzzTest(maxDuration = "", maxExecutions = 250)
  void everyCommandEnds(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String words = new String(input, 1, input.length - 1, UTF_8);
    StringBuilder line = new StringBuilder("timeout 3 ");
    line.append(TOOLS[(input[0] & 0xFF) % TOOLS.length]);
    for (String word : words.split("[ \0]")) {
      line.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    try (Network network = new Network(folder)) {
      String output = network.run(line.toString());

      assertThat(network.lab().status()).as(output).isBetween(0, 255);
      assertThat(output).doesNotContain("Exception", "\tat ");
    }
  }
}
