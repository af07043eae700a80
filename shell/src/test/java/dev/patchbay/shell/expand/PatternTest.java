package dev.patchbay.shell.expand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
  @ParameterizedTest
  @CsvSource({
    "a*, abc",
    "*, ''",
    "a?c, abc",
    "[a-c]x, bx",
    "[!a-c]x, dx",
    "[^a]x, bx",
    "[]a], ]",
    "[a-], -",
    "[[:digit:]]*, 1a",
    "a[[:alpha:][:digit:]], a9",
    "\\*, *",
    "[\\]], ]",
    "*.*.*, a.b.c",
    "a**b, ab",
    "[[.a.]]b, ab",
    "[a, [a",
    "a\\, a\\",
    "*a*b*c, xaybzc",
  })
  void matches(String pattern, String text) {
    assertThat(Pattern.of(pattern).matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a*, ba",
    "a?c, ac",
    "[a-c]x, dx",
    "[!a-c]x, ax",
    "\\*, a",
    "*a*b*c, xaybz",
    "[[:upper:]], a",
    "?, ''",
  })
  void doesNotMatch(String pattern, String text) {
    assertThat(Pattern.of(pattern).matches(text)).isFalse();
  }

  @Test
  void takesTheShortestOrTheLongestFromEitherEnd() {
    Pattern pattern = Pattern.of("*.");

    assertThat(pattern.matchEnd("a.b.c", 0, false)).isEqualTo(2);
    assertThat(pattern.matchEnd("a.b.c", 0, true)).isEqualTo(4);
    assertThat(Pattern.of(".*").suffixStart("a.b.c", false)).isEqualTo(3);
    assertThat(Pattern.of(".*").suffixStart("a.b.c", true)).isEqualTo(1);
    assertThat(Pattern.of("x").suffixStart("a.b.c", true)).isEqualTo(-1);
  }

  @Test
  void knowsWhatIsPlain() {
    assertThat(Pattern.of("a\\*b").isPlain()).isTrue();
    assertThat(Pattern.of("a\\*b").plain()).isEqualTo("a*b");
    assertThat(Pattern.of("a*b").isPlain()).isFalse();
  }
}
