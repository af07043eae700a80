package dev.patchbay.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.lab.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Shell scripts, read whole and not run.
class ScriptTest {
  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "shell.dict")
  @FuzzTest(maxDuration = "", maxExecutions = 1500)
  void everyScriptIsReadOrRefused(byte[] input) {
    String script = new String(input, UTF_8);
    try (Lab lab = Lab.builder().folder(folder).build()) {
      String output = lab.run("set -n\n" + script);

      assertThat(lab.status()).isBetween(0, 255);
      assertThat(output).doesNotContain("Exception", "\tat ");
    }
  }
}
