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
    String make =
        """
        printf '%s\\n' '#!/usr/bin/env -S ./patchbay run' 'echo "$0 $1"; hostname -b here' >/tmp/a.sh
        chmod +x /tmp/a.sh
        """;
    try (Lab lab = Lab.builder().build()) {
      lab.run(make);

      assertThat(lab.run("/tmp/a.sh one; hostname")).isEqualTo("/tmp/a.sh one\nhere\n");
    }
  }
}
