package dev.patchbay.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.shell.text.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts, and what bash 5.2 and coreutils 9.1 answered: the text files beside this class, a
/// record each.
class RecordedTest {
  /// A script with its answer.
  record Recording(String title, String script, LabShell.Result answer) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Recording> recordings() throws IOException {
    List<Recording> all = new ArrayList<>();
    for (String file :
        List.of("language", "scripts", "errors", "tools", "bash", "constructs", "dash")) {
      read(file, all);
    }
    return all.stream();
  }

  private static void read(String file, List<Recording> into) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RecordedTest.class.getResourceAsStream(file + ".txt"))) {
      String text = "\n" + Bytes.decode(in.readAllBytes());
      for (String block : text.split("\n@ ", -1)) {
        if (!block.isEmpty()) {
          into.add(recording(file, block));
        }
      }
    }
  }

  private static Recording recording(String file, String block) {
    int title = block.indexOf('\n');
    int out = block.indexOf("\n@out\n");
    int err = block.indexOf("@err\n", out);
    int status = block.indexOf("@status ", err);
    return new Recording(
        file + ": " + block.substring(0, title),
        block.substring(title + 1, out),
        new LabShell.Result(
            block.substring(out + 6, err),
            block.substring(err + 5, status),
            Integer.parseInt(block.substring(status + 8).strip())));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void answersAsLinuxDoes(Recording recording) {
    LabShell.Result result = new LabShell().run(recording.script());

    assertThat(result).isEqualTo(recording.answer());
  }
}
