package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that speak of the lab itself, line by line, and every packet accounted for.
///
/// Nothing else answers these lines, so the transcripts are `patchbay run --transcript` with `#!
/// host` on top, read by a person.
class TranscriptsTest {
  @ParameterizedTest
  @ValueSource(strings = {"machine", "segment", "carry", "on"})
  void answersAsWritten(String name) throws IOException {
    String expected = resource(name + ".transcript");
    String lines =
        expected
            .lines()
            .filter(line -> line.startsWith("$ "))
            .map(line -> line.substring(2))
            .collect(Collectors.joining("\n", "#! host\n", "\n"));
    StringBuilder transcript = new StringBuilder();

    try (Lab lab = Lab.builder().checkedPool(true).build()) {
      lab.transcript(lines, transcript);
    }

    assertThat(transcript.toString()).isEqualTo(expected);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TranscriptsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
