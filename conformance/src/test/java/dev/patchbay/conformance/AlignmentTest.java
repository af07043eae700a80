package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.conformance.Alignment.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  @Test
  void takesTheLongestRunThenWhatLiesBesideIt() {
    List<String> left = List.of("x", "a", "b", "c", "y", "z");
    List<String> right = List.of("z", "x", "q", "a", "b", "c", "z");

    assertThat(Alignment.of(left, right).shared())
        .containsExactly(new Run(0, 1, 1), new Run(1, 3, 3), new Run(5, 6, 1));
  }

  @Test
  void takesTheFirstOfTwoEquallyLongRuns() {
    assertThat(Alignment.of(List.of("a", "b"), List.of("b", "a")).shared())
        .containsExactly(new Run(0, 1, 1));
  }

  @Test
  void findsNoDifferenceBetweenEqualLists() {
    assertThat(Alignment.difference(List.of("a", " b", ""), List.of("a", " b", ""))).isEmpty();
  }

  @Test
  void showsChangesWithALineAroundThem() {
    List<String> left = List.of("one", "two", "three", "four", "five");
    List<String> right = List.of("one", "two", "3", "four", "five", "six");

    assertThat(Alignment.difference(left, right))
        .containsExactly(" two", "-three", "+3", " four", " five", "+six");
  }
}
