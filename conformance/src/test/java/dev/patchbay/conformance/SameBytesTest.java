package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same script and seed: the same bytes.
class SameBytesTest {
  private static final long SEED = 42;

  private final CaseRunner runner = new LabRunner();

  static List<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameAgain(Case each) throws IOException {
    String first = runner.transcript(each.script(), SEED);

    assertThat(runner.transcript(each.script(), SEED)).isEqualTo(first);
  }
}
