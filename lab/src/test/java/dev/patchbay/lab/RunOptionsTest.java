package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.capture.CaptureOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
  @Test
  void takesAFileAndItsArguments() {
    RunOptions options = RunOptions.parse(List.of("--seed", "7", "a.sh", "--seed", "8"));

    assertThat(options.file()).isEqualTo("a.sh");
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.arguments()).containsExactly("--seed", "8");
  }

  @Test
  void takesTextInsteadOfAFile() {
    RunOptions options = RunOptions.parse(List.of("-c", "ip link", "name", "one"));

    assertThat(options.text()).isEqualTo("ip link");
    assertThat(options.file()).isEqualTo("name");
    assertThat(options.arguments()).containsExactly("one");
  }

  @Test
  void takesACapture() {
    RunOptions options =
        RunOptions.parse(List.of("--capture", "f", "--capture-size", "10M", "a.sh"));

    assertThat(options.capture()).isEqualTo(new CaptureOptions(Path.of("f"), "", 10_000_000, 10));
  }

  @Test
  void readsADashAsStandardInput() {
    assertThat(RunOptions.parse(List.of("-")).file()).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nosuch|unknown option \"--nosuch\"",
        "--seed|--seed needs a number",
        "--seed x|--seed \"x\": expected a whole number",
        "--time never|--time \"never\": expected virtual or real",
        "--capture-size 1M -c x|--capture-* needs --capture FILE",
        "--capture f --capture-size x -c x|--capture-size \"x\": expected a size, such as 10M",
        "--capture f --capture-files 3 -c x|--capture-files needs --capture-size",
        "--journeys|expected a script, -, or -c TEXT",
        "-c|-c needs the text to run"
      })
  void saysWhatIsWrong(String words, String message) {
    assertThatThrownBy(() -> RunOptions.parse(List.of(words.split(" "))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }
}
