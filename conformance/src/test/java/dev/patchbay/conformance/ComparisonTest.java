package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.conformance.Comparison.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
  private static final Transcript LINUX =
      Transcript.parse("$ true\n[exit 0]\n$ ip link\n1: lo: <UP>\n[exit 0]\n$ false\n[exit 1]\n");

  static List<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsLinuxEqualToItself(Case each) throws IOException {
    Comparison comparison = Comparison.of(each.linux(), each.linux());

    assertThat(comparison.run()).isPositive();
    assertThat(comparison.equal()).isEqualTo(comparison.run());
  }

  @Test
  void showsTheDifferenceInOutputAndStatus() {
    Transcript ours =
        Transcript.parse(
            "$ true\n[exit 0]\n$ ip link\n7: lo: <DOWN>\n[exit 3]\n$ false\n[exit 1]\n");

    Comparison comparison = Comparison.of(LINUX, ours);

    assertThat(comparison.equal()).isEqualTo(2);
    assertThat(comparison.verdicts().get(1))
        .isEqualTo(
            new Verdict(
                2, "ip link", List.of("-N: lo: <UP>", "+N: lo: <DOWN>", "-[exit 0]", "+[exit 3]")));
  }

  @Test
  void countsACommandThatOneSideLacks() {
    Transcript ours = Transcript.parse("$ true\n[exit 0]\n$ echo\n\n[exit 0]\n$ false\n[exit 1]\n");

    Comparison comparison = Comparison.of(LINUX, ours);

    assertThat(comparison.run()).isEqualTo(4);
    assertThat(comparison.equal()).isEqualTo(2);
    assertThat(comparison.verdicts().stream().map(Verdict::line)).containsExactly(1, 2, 2, 3);
  }
}
