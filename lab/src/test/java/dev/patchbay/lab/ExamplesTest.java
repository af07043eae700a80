package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts in `examples`.
class ExamplesTest {
  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void leaveTheHostAloneWhenTheyAreStartedAsPrograms(Path script) throws IOException {
    String first = Files.readAllLines(script).getFirst();

    assertThat(first).isEqualTo("#!/usr/bin/env -S ./patchbay run");
    assertThat(Files.isExecutable(script)).isTrue();
  }

  @Test
  void areProgramsInALabToo() {
    try (Lab lab = Lab.builder().build()) {
      assertThat(lab.run("../examples/two-hosts.sh")).contains(" 0% packet loss");
    }
  }
}
