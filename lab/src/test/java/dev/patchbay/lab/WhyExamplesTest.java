package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts in `examples/why`: each ends with a question.
class WhyExamplesTest {
  private static final Path FOLDER = Path.of("../examples/why");

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void saysWhatMendsIt(Path script) throws IOException {
    String routed = Files.readString(FOLDER.resolve("routed"));
    String text = Files.readString(script).replace(". \"$(dirname \"$0\")/routed\"\n", routed);
    String question = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    try (Lab lab = Lab.builder().build()) {
      String answer = lab.run(text);
      String mend = lab.run(question.replaceFirst("why ", "why --mend "));

      lab.run(mend);

      assertThat(mend).isNotBlank();
      assertThat(answer).contains("  mend:  ");
      String after = lab.run(question);
      assertThat(after).contains(" reaches ").doesNotContain("mend:");
    }
  }
}
