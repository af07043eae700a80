package dev.patchbay.conformance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every case in a lab and holds its transcript against Linux's and the list of known
/// differences; then once more, watched: the same script and seed give the same bytes whether
/// somebody watches or not, and the journeys add up to what is counted. The cases run on several
/// threads, for a lab has nothing in common with another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
  private static final Path FIGURES = Path.of("target", "conformance.txt");

  private final Results results = new Results(new LabRunner());
  private final Results watched = new Results(new WatchedRunner());
  private final KnownDifferences known;

  ConformanceTest() throws IOException {
    known = KnownDifferences.read();
  }

  static List<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answersAsLinuxDid(Case each) throws IOException {
    Comparison comparison = results.of(each);

    assertThat(known.unlisted(each, comparison))
        .overridingErrorMessage(() -> unlisted(each, comparison))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameWhenWatched(Case each) {
    assumeThat(known.varies(each)).isFalse();
    String first = results.transcript(each);

    assertThat(watched.again(each)).isEqualTo(first);
  }

  @Test
  void listsOnlyWhatStillDiffers() throws IOException {
    assertThat(known.outOfDate(results.all())).as("lines under which nothing differs").isEmpty();
  }

  @Test
  void knowsTheCauseOfEveryDifference() {
    assertThat(known.marks()).extracting(Mark::cause).doesNotContain(Mark.UNEXPLAINED);
  }

  @AfterAll
  void tellsTheFigures() throws IOException {
    String figures = Figures.of(results.all(), known).toString();
    System.out.println(figures);
    Files.createDirectories(FIGURES.getParent());
    Files.writeString(FIGURES, figures);
  }

  private String unlisted(Case each, Comparison comparison) {
    return known.unlisted(each, comparison).stream()
        .map(verdict -> each + " " + verdict.line() + "\n" + verdict)
        .collect(joining("\n", "differs from Linux (-), not listed:\n", ""));
  }
}
