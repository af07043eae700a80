package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.conformance.Comparison.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDifferencesTest {
  private static final Case PAIR = new Case("veth", "pair", Path.of("veth/pair.case"));
  private static final Case BASICS = new Case("tc", "basics", Path.of("tc/basics.case"));

  @Test
  void readsAndWritesTheSameLines() {
    List<String> lines =
        List.of("# Why.", "", "tc * no qdiscs", "word:nft no nft", "veth/pair 2 a b");

    assertThat(KnownDifferences.parse(lines).lines()).isEqualTo(lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"veth/pair", "veth/pair 2", "veth/pair 0 x", "tc *", "word:nft", "# late"})
  void refusesALineThatIsNoMark(String line) {
    assertThatThrownBy(() -> KnownDifferences.parse(List.of("tc * no qdiscs", line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("known-differences.txt:2: expected AREA/CASE LINE CAUSE");
  }

  @Test
  void reportsADifferenceThatNoMarkCovers() {
    KnownDifferences known = known("veth/pair 1 x", "word:nft x");

    assertThat(known.unlisted(PAIR, comparison("-nft list", "-ip link", "ip addr")))
        .extracting(Verdict::line)
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft list", "ip netns exec red nft list", "x=$(nft list)", "true;nft"})
  void findsAWordAnywhereInACommand(String command) {
    assertThat(known("word:nft x").unlisted(PAIR, comparison("-" + command))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables list", "my-nft list", "ip link add nft0 type dummy"})
  void findsOnlyWholeWords(String command) {
    assertThat(known("word:nft x").unlisted(PAIR, comparison("-" + command))).hasSize(1);
  }

  @Test
  void reportsAMarkUnderWhichNothingDiffers() {
    SequencedMap<Case, Comparison> results = new LinkedHashMap<>();
    results.put(BASICS, comparison("tc qdisc", "-tc class"));
    results.put(PAIR, comparison("ip link", "-ip addr"));
    KnownDifferences known =
        known(
            "tc * x",
            "veth/pair 1 x",
            "veth/pair 2 x",
            "veth/gone 1 x",
            "word:tc x",
            "word:link x");

    assertThat(known.outOfDate(results))
        .extracting(Mark::toString)
        .containsExactly("veth/pair 1 x", "veth/gone 1 x", "word:link x");
  }

  @Test
  void letsACommandDifferInSomeRuns() {
    SequencedMap<Case, Comparison> results = new LinkedHashMap<>();
    results.put(PAIR, comparison("ip link", "-ip addr"));
    KnownDifferences known = known("veth/pair ~1 x", "veth/pair ~2 x");

    assertThat(known.outOfDate(results)).isEmpty();
    assertThat(known.unlisted(PAIR, results.get(PAIR))).isEmpty();
    assertThat(known.revised(results).lines()).containsExactly("veth/pair ~1 x", "veth/pair ~2 x");
    assertThat(known.varies(PAIR)).isTrue();
    assertThat(known.varies(BASICS)).isFalse();
  }

  @Test
  void revisesTheListToWhatDiffersNow() {
    SequencedMap<Case, Comparison> results = new LinkedHashMap<>();
    results.put(BASICS, comparison("-tc qdisc", "tc class"));
    results.put(PAIR, comparison("-ip link", "ip addr", "-ip route", "-ip neigh"));
    KnownDifferences known =
        known("word:nft none left", "veth/pair 4 why", "veth/pair 2 mended", "tc * no qdiscs");

    assertThat(known.revised(results).lines())
        .containsExactly(
            "tc * no qdiscs",
            "veth/pair 1 unexplained",
            "veth/pair 3 unexplained",
            "veth/pair 4 why");
  }

  @Test
  void countsByAreaAndByCause() {
    SequencedMap<Case, Comparison> results = new LinkedHashMap<>();
    results.put(PAIR, comparison("ip link", "-ip addr", "-ip route"));
    results.put(BASICS, comparison("-tc qdisc"));

    Figures figures = Figures.of(results, known("tc * no qdiscs", "veth/pair 2 why"));

    assertThat(figures.areas())
        .containsEntry("veth", new Figures.Area(1, 3))
        .containsEntry("tc", new Figures.Area(0, 1));
    assertThat(figures.causes())
        .containsEntry("no qdiscs", 1)
        .containsEntry("why", 1)
        .containsEntry("(not listed)", 1);
    assertThat(figures.toString()).contains("all                   1 / 4       25.0 %");
  }

  private static KnownDifferences known(String... lines) {
    return KnownDifferences.parse(List.of(lines));
  }

  /// A comparison of these commands, where those with a `-` in front differ.
  private static Comparison comparison(String... commands) {
    return new Comparison(
        IntStream.range(0, commands.length).mapToObj(i -> verdict(i + 1, commands[i])).toList());
  }

  private static Verdict verdict(int line, String command) {
    return command.startsWith("-")
        ? new Verdict(line, command.substring(1), List.of("-x"))
        : new Verdict(line, command, List.of());
  }
}
